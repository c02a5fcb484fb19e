using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Tests.DataPlane.Harness;
using ShuffleOrleans.Tests.DataPlane.Reduce;

namespace ShuffleOrleans.Tests.DataPlane.Simulation;

/// <summary>A disk that fills up while it is written: typed errors, nothing committed is lost, and the room comes back.</summary>
public sealed class TinyDiskTests : IDisposable
{
    private const long Capacity = 4 * 1024 * 1024;
    private const int Count = 24;

    private readonly TempDirectory _directory = new();
    private readonly TinyStorageDevice _device;

    public TinyDiskTests() => _device = new TinyStorageDevice(_directory.Path, Capacity);

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(DataPartitionKind.Map)]
    [InlineData(DataPartitionKind.Reduce)]
    public async Task FullDisk_RefusesByName_KeepsWhatWasCommitted_AndTakesMoreAfterARelease(DataPartitionKind kind)
    {
        await using DeviceWorker worker = await DeviceWorker.StartAsync(_device);
        SampleDataSet dataSet = new(4);
        SamplePartition[] partitions = [.. Enumerable.Range(0, Count).Select(producer => Partition(kind, dataSet, producer))];
        WriteEnd[] ends = new WriteEnd[Count];
        await Task.WhenAll(Enumerable.Range(0, 3).Select(async writer =>
        {
            for (int i = writer; i < Count; i += 3)
            {
                ends[i] = await new PlannedWrite(partitions[i], PlannedEnd.Finish).RunAsync(worker);
            }
        }));
        Assert.All(ends, end => Assert.True(end.IsCommitted || end.Code == ShuffleErrorCode.DiskFull, $"{end}"));
        SamplePartition[] committed = [.. partitions.Where((_, i) => ends[i].IsCommitted)];
        Assert.InRange(committed.Length, 1, Count - 1);
        foreach (SamplePartition partition in committed)
        {
            Assert.Equal(ShuffleErrorCode.None, await ReadEndings.ReadAsync(worker, partition));
        }

        await ReleaseAsync(worker, committed);
        foreach (SamplePartition refused in partitions
            .Except(committed).Where(refused => worker.Observer.Heard.Contains((PartitionChangeKind.Writing, refused.Attempt))))
        {
            await worker.Observer.HeardAsync(PartitionChangeKind.Failed, refused.Attempt);
        }

        worker.Store.Directories.All[0].RefreshFreeBytes();
        Assert.Equal((0, 0), (_device.UsedBytes, worker.Store.Directories.All[0].Load.StoredBytes));
        SamplePartition next = Partition(kind, dataSet, Count);
        Assert.True((await new PlannedWrite(next, PlannedEnd.Finish).RunAsync(worker)).IsCommitted);
        Assert.Equal(ShuffleErrorCode.None, await ReadEndings.ReadAsync(worker, next));
        await ReleaseAsync(worker, next);
        Assert.Empty(_directory.PartitionFiles);
        await worker.AssertNoMemoryInUseAsync();
    }

    private static SamplePartition Partition(DataPartitionKind kind, SampleDataSet dataSet, int producer)
    {
        PartitionAttemptId attempt = dataSet.AttemptOf(producer);
        SamplePartition partition = new(4) { Attempt = attempt with { Partition = attempt.Partition with { Kind = kind } } };
        return partition.Region([.. Enumerable.Range(0, 12).Select(frame => (frame / 3, 40_000 + producer))]);
    }

    private static async Task ReleaseAsync(DeviceWorker worker, params SamplePartition[] partitions)
    {
        foreach (SamplePartition partition in partitions)
        {
            worker.Store.Release(partition.Attempt);
            await worker.Observer.HeardAsync(PartitionChangeKind.Released, partition.Attempt);
        }
    }
}
