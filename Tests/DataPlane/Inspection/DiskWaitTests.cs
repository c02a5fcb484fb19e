using ShuffleOrleans.Protocol.Inspection.Workers;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Inspection;

/// <summary>Channels that wait for a disk which the test holds still.</summary>
public sealed class DiskWaitTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _goOn = new();

    public void Dispose()
    {
        _goOn.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task WriterWhoseBytesWaitForTheDisk_IsDiskQueue_AndThenCommit()
    {
        FaultyStorageDevice device = new(_directory.Path) { Before = operation => Hold(operation == StorageOperation.Write) };
        await using DeviceWorker worker = await DeviceWorker.StartAsync(device);
        using RawClient client = await worker.GreetAsync(ConnectionDirection.Write);
        SamplePartition partition = SamplePartition.OfLongFrames(2);
        await client.SendAsync(new Script().Say(1, partition.Open).Data(1, partition.Frames[0].Bytes).Data(1, partition.Frames[1].Bytes));
        await _reached.Task.OrFail();
        await client.SettleAsync();
        Wait wait = await OnlyWaitAsync(worker);
        Assert.Equal((Blocker.DiskQueue, ChannelDirection.Write), (wait.Blocker, wait.Direction));
        Assert.Contains(_directory.Path, wait.Text, StringComparison.Ordinal);
        await client.SayAsync(1, new FinishWriteMessage(partition.Receipt));
        await client.SettleAsync();
        Assert.Equal(Blocker.Commit, (await OnlyWaitAsync(worker)).Blocker);
        _goOn.Set();
        await client.ExpectAfterGrantsAsync<WriteCommittedMessage>(1);
    }

    [Fact]
    public async Task ReaderOfWhatIsNotInMemory_IsColdRead_AndTheDiskIsNamed()
    {
        ColdStorageDevice device = new(_directory.Path) { BeforeLoad = _ => Hold(true) };
        SamplePartition partition = SamplePartition.Mixed();
        await using DeviceWorker worker = await DeviceWorker.StartAsync(device);
        await worker.WriteAsync(partition);
        using RawClient client = await worker.GreetAsync(ConnectionDirection.Read);
        RawReader reader = new(client);
        await reader.OpenAsync(new OpenReadEntry(1, partition.Attempt, partition.All, 0, RawReader.Plenty));
        await reader.TakeAsync();
        await _reached.Task.OrFail();
        Wait wait = await OnlyWaitAsync(worker);
        Assert.Equal((Blocker.ColdRead, ChannelDirection.Read), (wait.Blocker, wait.Direction));
        Assert.Contains(_directory.Path, wait.Text, StringComparison.Ordinal);
        Assert.Equal(1, Assert.Single((await worker.Inspection.InspectAsync(default)).Disks).OpenFiles);
        _goOn.Set();
        await reader.ReadToEndsAsync();
        await device.AllClosedAsync();
    }

    [Fact]
    public async Task ReaderWhosePartitionIsBeingOpened_IsOpening()
    {
        FaultyStorageDevice device = new(_directory.Path) { Before = operation => Hold(operation == StorageOperation.Open) };
        SamplePartition partition = SamplePartition.Mixed();
        await using DeviceWorker worker = await DeviceWorker.StartAsync(device);
        await worker.WriteAsync(partition);
        using RawClient client = await worker.GreetAsync(ConnectionDirection.Read);
        RawReader reader = new(client);
        await reader.OpenAsync(new OpenReadEntry(1, partition.Attempt, partition.All, 0, RawReader.Plenty));
        await _reached.Task.OrFail();
        Assert.Equal(Blocker.Opening, (await OnlyWaitAsync(worker)).Blocker);
        _goOn.Set();
        await reader.ReadToEndsAsync();
    }

    private static async Task<Wait> OnlyWaitAsync(DeviceWorker worker) =>
        Assert.Single((await worker.Inspection.ListWaitsAsync(new WaitQuery(), default)).Items);

    private void Hold(bool holds)
    {
        if (holds)
        {
            _reached.TrySetResult();

            // A test that fails before it lets go must not hold the worker's stop for ever.
            _goOn.Wait(Patience.Limit);
        }
    }
}
