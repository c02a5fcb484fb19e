using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Tests.TestKit.Fuzzing;

namespace ShuffleOrleans.Tests.EndToEnd.Kills;

/// <summary>
/// kill -9 again and again: what was committed is read back bit for bit by the next life, nothing wrong is ever delivered, and after the job nothing is left.
/// See <see cref="Seeds"/> for other moments.
/// </summary>
[Trait("Category", "EndToEnd")]
public sealed class KillLoopTests
{
    [Theory]
    [InlineData(DataPartitionKind.Map, KillMoment.Writing)]
    [InlineData(DataPartitionKind.Map, KillMoment.Committing)]
    [InlineData(DataPartitionKind.Map, KillMoment.Reading)]
    [InlineData(DataPartitionKind.Reduce, KillMoment.Writing)]
    [InlineData(DataPartitionKind.Reduce, KillMoment.Committing)]
    [InlineData(DataPartitionKind.Reduce, KillMoment.Reading)]
    public async Task KilledService_HasEverythingCommitted_AndDeliversNothingWrong(DataPartitionKind kind, KillMoment moment) =>
        await Seeds.ForEachAsync(1, async seed =>
        {
            using TestDirectory directory = new();
            await new KillLoop(directory, kind, moment, seed).RunAsync();
        });
}
