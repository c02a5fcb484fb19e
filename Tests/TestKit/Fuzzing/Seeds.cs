using System.Globalization;

namespace ShuffleOrleans.Tests.TestKit.Fuzzing;

/// <summary>
/// Runs a test for one seed after another: the same ones in every run, unless SHUFFLE_FUZZ_SEED and SHUFFLE_FUZZ_ITERATIONS choose others. A failure names its
/// seed: with that seed and one iteration it runs again.
/// </summary>
public static class Seeds
{
    /// <summary>Runs it for each seed.</summary>
    /// <param name="iterations">For how many, unless the environment says otherwise.</param>
    /// <param name="run">What runs.</param>
    public static async Task ForEachAsync(int iterations, Func<int, Task> run)
    {
        ArgumentNullException.ThrowIfNull(run);
        int first = Setting("SHUFFLE_FUZZ_SEED", 1);
        int count = Setting("SHUFFLE_FUZZ_ITERATIONS", iterations);
        for (int seed = first; seed < first + count; seed++)
        {
            try
            {
                await run(seed);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"SHUFFLE_FUZZ_SEED={seed} SHUFFLE_FUZZ_ITERATIONS=1: {e.Message}", e);
            }
        }
    }

    /// <summary>A number of the environment's.</summary>
    public static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out int value) ? value : otherwise;
}
