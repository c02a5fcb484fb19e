using ShuffleOrleans.DataPlane.Worker;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Server;

/// <summary>Bugs that other shuffle services shipped and that no test of another concern rules out here: see docs/traps.md.</summary>
public sealed class TrapTests : LiveWorkerTest
{
    [Fact]
    public async Task LastFrameSentTwice_IsRefused_AndNothingIsKept()
    {
        SamplePartition partition = SamplePartition.Mixed();
        using RawClient client = await Worker.GreetAsync(ConnectionDirection.Write);
        await client.SendAsync(new Script().Say(1, partition.Open).Data(1, partition.Bytes).Data(1, partition.Frames[^1].Bytes));
        await client.ExpectErrorAsync(1, ShuffleErrorCode.FrameOutOfOrder);
        await Worker.ControlPlane.HeardAsync(PartitionChangeKind.Failed, partition.Attempt);
        Assert.Empty(Directory.PartitionFiles);
    }

    [Fact]
    public async Task ConnectionThatEndsDuringTheAbort_FailsItsWriteOnce()
    {
        SamplePartition partition = SamplePartition.Mixed();
        using (RawClient client = await Worker.GreetAsync(ConnectionDirection.Write))
        {
            Script script = new Script().Say(1, partition.Open).Data(1, partition.Frames[0].Bytes);
            await client.SendAsync(script.Say(1, default(AbortWriteMessage)).Say(1, default(AbortWriteMessage)));
        }

        await Worker.ControlPlane.HeardAsync(PartitionChangeKind.Failed, partition.Attempt);
        await Worker.AssertIdleAsync();
        // Reports come in order: what was said twice would have come before this.
        SamplePartition next = SamplePartition.Mixed();
        await Worker.WriteAsync(next);
        await Worker.ControlPlane.HeardAsync(PartitionChangeKind.Committed, next.Attempt);
        Assert.Single(Worker.ControlPlane.Changes, change => change.Attempt == partition.Attempt && change.Kind == PartitionChangeKind.Failed);
    }

    [Fact]
    public async Task ReadThroughTheOwnTransport_ReadsNoFrameIntoThisProcess()
    {
        if (!OperatingSystem.IsLinux())
        {
            // Other systems take the portable path, which reads.
            return;
        }

        using TempDirectory directory = new();
        FaultyStorageDevice device = new(directory.Path);
        await using DeviceWorker worker = await DeviceWorker.StartAsync(device);
        Assert.Equal(await ReadsOfAsync(worker, device, frames: 2), await ReadsOfAsync(worker, device, frames: 40));
    }

    [Fact]
    public void Defaults_ListenOnLoopbackOnly() => Assert.Equal("127.0.0.1", new ShuffleWorkerOptions().BindAddress);

    // Header, index and footer; the frames go from the file to the socket.
    private static async Task<int> ReadsOfAsync(DeviceWorker worker, FaultyStorageDevice device, int frames)
    {
        SamplePartition partition = SamplePartition.OfLongFrames(frames);
        await worker.WriteAsync(partition);
        int before = device.CallsOf(StorageOperation.Read);
        (byte[] bytes, _) = await worker.ReadAsync(partition);
        Assert.Equal(partition.Bytes, bytes);
        return device.CallsOf(StorageOperation.Read) - before;
    }
}
