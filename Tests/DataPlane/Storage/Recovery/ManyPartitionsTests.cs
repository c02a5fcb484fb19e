using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.DataPlane.Storage.Recovery;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Tests.DataPlane.Harness;
using ShuffleOrleans.Tests.DataPlane.Simulation;
using ShuffleOrleans.Tests.TestKit.Fuzzing;

namespace ShuffleOrleans.Tests.DataPlane.Storage.Recovery;

/// <summary>
/// A start that finds very many small partitions offers each of them. SHUFFLE_MANY_PARTITIONS says how many: the ordinary run is content with some thousands.
/// </summary>
public sealed class ManyPartitionsTests : IDisposable
{
    private const int PartitionsPerDataSet = 1000;

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task EachOfManySmallPartitions_IsOfferedAgain_AndGoesWithItsRelease()
    {
        int count = Seeds.Setting("SHUFFLE_MANY_PARTITIONS", 5000);
        PartitionAttemptId[] written = [.. Enumerable.Range(0, count / PartitionsPerDataSet).SelectMany(_ => WriteDataSet())];
        using TestStore found = new([new LocalStorageDevice(_directory.Path)]);
        RecoveryReport report = found.Recover();
        Assert.Equal(written.Length, report.Count(RecoveryOutcome.Recovered));
        Assert.Equal(written.ToHashSet(), found.Store.Inventory().Select(stored => stored.Attempt).ToHashSet());
        Assert.Equal(written.Length, _directory.PartitionFiles.Count);
        foreach (PartitionAttemptId[] dataSet in written.Chunk(PartitionsPerDataSet))
        {
            Array.ForEach(dataSet, found.Store.Release);
            await Rendezvous.OnAsync(found.Directories.All[0].Queue, 1);
        }

        Assert.Equal(0, found.StoredBytes);
        Assert.Empty(_directory.PartitionFiles);
    }

    private IEnumerable<PartitionAttemptId> WriteDataSet()
    {
        PartitionAttemptId first = SamplePartition.NewAttempt();
        for (int index = 0; index < PartitionsPerDataSet; index++)
        {
            PartitionAttemptId attempt = first with { Partition = first.Partition with { PartitionIndex = index } };
            SamplePartition partition = new SamplePartition(1) { Attempt = attempt }.Region((0, 20));
            StoredFile.Of(partition).WriteTo(_directory);
            yield return attempt;
        }
    }
}
