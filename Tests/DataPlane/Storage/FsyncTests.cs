using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Protocol.Storage;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Storage;

/// <summary>A commit with fsync: the order of its steps, each of them failing, and a disk that takes its time.</summary>
public sealed class FsyncTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly FaultyStorageDevice _device;
    private readonly ManualResetEventSlim _goOn = new();

    public FsyncTests() => _device = new FaultyStorageDevice(_directory.Path);

    public static TheoryData<StorageOperation, string, ShuffleErrorCode> Faults => new()
    {
        { StorageOperation.Create, "broken", ShuffleErrorCode.DiskFailed },
        { StorageOperation.Write, "broken", ShuffleErrorCode.DiskFailed },
        { StorageOperation.Write, "full", ShuffleErrorCode.DiskFull },
        { StorageOperation.Sync, "broken", ShuffleErrorCode.DiskFailed },
        { StorageOperation.Sync, "full", ShuffleErrorCode.DiskFull },
        { StorageOperation.Rename, "broken", ShuffleErrorCode.DiskFailed },
    };

    public void Dispose()
    {
        _goOn.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task Commit_SyncsTheData_ThenNamesIt_ThenSyncsTheFolders()
    {
        List<StorageOperation> steps = [];
        _device.Before = steps.Add;
        await using DeviceWorker worker = await DeviceWorker.StartAsync(_device);
        await worker.WriteAsync(SamplePartition.Mixed().With(Durability.Fsync));
        Assert.Equal([StorageOperation.Write, StorageOperation.Sync, StorageOperation.Rename, StorageOperation.Sync], steps[^4..]);
    }

    [Theory]
    [InlineData(Durability.PageCache)]
    [InlineData(Durability.Memory)]
    public async Task OtherCommits_SyncNothing(Durability durability)
    {
        await using DeviceWorker worker = await DeviceWorker.StartAsync(_device);
        await worker.WriteAsync(SamplePartition.Mixed().With(durability));
        Assert.Equal(0, _device.CallsOf(StorageOperation.Sync));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task StepThatFails_AtAnyCall_IsATypedError_AndNothingIsCommitted(StorageOperation operation, string fault, ShuffleErrorCode code)
    {
        bool failed = true;
        for (int call = 1; failed; call++)
        {
            SamplePartition partition = SamplePartition.Mixed().With(Durability.Fsync);
            failed = await WriteWithFaultAsync(partition, operation, fault, call, code);
            Assert.True(call > 1 || failed, "The fault was never met.");
            await using DeviceWorker restarted = await DeviceWorker.RestartAsync(_device);
            (byte[] bytes, ShuffleErrorCode answer) = await restarted.ReadAsync(partition);
            Assert.Equal(failed ? ShuffleErrorCode.PartitionNotFound : ShuffleErrorCode.None, answer);
            Assert.Equal(failed ? [] : partition.Bytes, bytes);
        }
    }

    [Fact]
    public async Task CommitThatWaitsForTheDisk_HoldsUpNoOtherWriter()
    {
        using CountdownEvent waiting = new(2);
        _device.Before = operation =>
        {
            if (operation == StorageOperation.Sync && !_goOn.IsSet)
            {
                waiting.Signal();
                _goOn.Wait(Patience.Limit);
            }
        };
        SamplePartition[] durable = [.. Enumerable.Range(0, 2).Select(_ => SamplePartition.Mixed().With(Durability.Fsync))];
        await using DeviceWorker worker = await DeviceWorker.StartAsync(_device);
        Task[] commits = [.. durable.Select(worker.WriteAsync)];
        await Task.Run(() => waiting.Wait(Patience.Limit));

        // As many commits wait as the directory has I/O threads.
        SamplePartition other = SamplePartition.Mixed();
        await worker.WriteAsync(other);
        Assert.Equal(other.Bytes, (await worker.ReadAsync(other)).Bytes);
        Assert.DoesNotContain(commits, commit => commit.IsCompleted);
        _goOn.Set();
        await Task.WhenAll(commits).OrFail();
        Assert.Equal(3, worker.Store.Inventory().Count);
    }

    // Says whether the fault was met.
    private async Task<bool> WriteWithFaultAsync(SamplePartition partition, StorageOperation operation, string fault, int call, ShuffleErrorCode code)
    {
        await using DeviceWorker worker = await DeviceWorker.StartAsync(_device, options => options.FlushBytes = 4096);
        _device.Failing = operation;
        _device.Fault = fault == "full" ? () => new IOException("No space left on device", 28) : () => new IOException("Input/output error", 5);
        _device.FailFrom = _device.CallsOf(operation) + call;
        using RawClient client = await worker.GreetAsync(ConnectionDirection.Write);
        await client.SendAsync(new Script().Say(1, partition.Open));
        foreach (SampleFrame frame in partition.Frames)
        {
            await client.SendAsync(new Script().Data(1, frame.Bytes));
        }

        await client.SayAsync(1, new FinishWriteMessage(partition.Receipt));
        RawMessage answer = await client.ReceiveAsync();
        while (answer.Type == MessageType.AddCredit)
        {
            answer = await client.ReceiveAsync();
        }

        bool failed = answer.Type == MessageType.ChannelError;
        if (failed)
        {
            Assert.Equal(code, answer.As<ChannelErrorMessage>().Error.Code);
            await worker.Observer.HeardAsync(PartitionChangeKind.Failed, partition.Attempt);
            Assert.DoesNotContain(worker.Store.Inventory(), stored => stored.Attempt == partition.Attempt);
        }

        // The disk works again.
        _device.FailFrom = 0;
        return failed;
    }
}
