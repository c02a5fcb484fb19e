using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Worker;

/// <summary>What a worker tells of damaged files that it has set aside, so that none outlives its job.</summary>
public sealed class DamageReportTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly PartitionAttemptId _attempt;

    public DamageReportTests()
    {
        StoredFile file = StoredFile.Of(SamplePartition.Mixed());
        file.WriteTo(_directory, file.Flipped(100, 3));
        _attempt = file.Partition.Attempt;
    }

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task DamageFoundAtTheStart_IsTold_ByEveryProcess_AndGoesByAnOrder(int processes)
    {
        for (int process = 1; process < processes; process++)
        {
            await using LiveWorker earlier = await LiveWorker.StartAsync(_directory);
            await earlier.ControlPlane.HeardAsync(PartitionChangeKind.Lost, _attempt);
        }

        await using LiveWorker worker = await LiveWorker.StartAsync(_directory);
        await worker.ControlPlane.HeardAsync(PartitionChangeKind.Lost, _attempt);
        Assert.Single(worker.Worker.Quarantined);

        worker.ControlPlane.OrderRelease(_attempt);

        await worker.ControlPlane.HeardAsync(PartitionChangeKind.Released, _attempt);
        Assert.Empty(worker.Worker.Quarantined);
        Assert.Empty(_directory.PartitionFiles);
    }
}
