using FsCheck;
using FsCheck.Fluent;

namespace ShuffleOrleans.Tests.Protocol.Generators;

/// <summary>Runs a claim over generated values. A failure prints the value and the seed that replays it.</summary>
internal static class Claim
{
    public static void Holds<T>(Gen<T> values, Action<T> claim, int times = 200) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(times), Prop.ForAll(values.ToArbitrary(), claim));
}
