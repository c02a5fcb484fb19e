using ShuffleOrleans.DataPlane.FlowControl;
using ShuffleOrleans.DataPlane.Server;
using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Reduce;

/// <summary>A contribution between the window of its channel and the disk: the orders in which a receive loop and an I/O thread can meet.</summary>
public sealed class ContributionFlushTests
{
    private const int BufferBytes = 64 * 1024;

    private readonly SampleDataSet _dataSet = new(5);

    [Fact]
    public async Task HeadersThatComeAfterTheirBytesWereTaken_DoNotStallTheWriter()
    {
        using ReduceStore store = new();
        DirectWrite write = store.Begin(TwoBuffersOfFrames());
        RecordingFlushOwner owner = new();
        ReceiveWindow window = Filled(store, write);
        PartitionFlusher flusher = new(write.Writer, window, owner);
        flusher.Flush();
        await owner.FlushedAsync();
        Assert.Equal((2, 0L), (store.BuffersInUse, window.Ungranted));
        write.Add(2);
        flusher.Flush();
        await owner.FlushedAsync();
        Assert.Equal((0, 2L * BufferBytes), (store.BuffersInUse, window.Ungranted));
        flusher.Finish();
        Assert.Equal(write.Partition.Receipt, await owner.Committed);
        window.Close();
    }

    [Fact]
    public async Task HeadersThatComeJustBeforeTheFinish_AreCommitted()
    {
        using ReduceStore store = new();
        DirectWrite write = store.Begin(TwoBuffersOfFrames());
        RecordingFlushOwner owner = new();
        ReceiveWindow window = Filled(store, write);
        PartitionFlusher flusher = new(write.Writer, window, owner);
        flusher.Flush();
        await owner.FlushedAsync();
        write.Add(2);
        flusher.Finish();
        Assert.Equal(write.Partition.Receipt, await owner.Committed);
        window.Close();
        Assert.Equal(SampleDataSet.Expected(write.Partition.All, write.Partition), store.Read(_dataSet.Read(write.Partition.All, write.Partition)));
    }

    [Fact]
    public async Task DiskThatFails_IsTheOnlyOneCharged()
    {
        // Two directories in turn: the contribution's own file is for the one, its frames for the other.
        using ReduceStore store = new(directories: 2);
        DirectWrite write = store.Begin(TwoBuffersOfFrames());
        foreach (ScriptedDevice device in store.Devices)
        {
            device.Before = (operation, name) =>
            {
                if (operation == StorageOperation.Write && name.EndsWith(".frames", StringComparison.Ordinal))
                {
                    throw ScriptedDevice.Broken();
                }
            };
        }

        RecordingFlushOwner owner = new();
        ReceiveWindow window = Filled(store, write.Add(2));
        new PartitionFlusher(write.Writer, window, owner).Flush();
        DataDirectory own = write.Writer.Directory;
        DataDirectory frames = store.Set.All.Single(directory => directory != own);
        Assert.StartsWith($"DiskFailed: {frames.Device.Description}", await owner.Aborted, StringComparison.Ordinal);
        Assert.Equal((true, false), (own.TakesPartitions, frames.TakesPartitions));
        window.Close();
        store.AssertNothingLeft();
    }

    private SamplePartition TwoBuffersOfFrames() => _dataSet.Contribution(0)
        .Region((0, BufferBytes - FrameHeader.Length - 7), (0, BufferBytes - FrameHeader.Length + 7));

    // All bytes have arrived.
    private static ReceiveWindow Filled(ReduceStore store, DirectWrite write)
    {
        ReadOnlySpan<byte> bytes = write.Partition.Bytes;
        ReceiveWindow window = new(store.OpenAccount(2), static () => { }, static () => { });
        window.Grant(0, int.MaxValue);
        Assert.True(window.TryConsume(bytes.Length));
        while (!bytes.IsEmpty)
        {
            Span<byte> free = window.NextPlace.Span;
            int length = Math.Min(free.Length, bytes.Length);
            bytes[..length].CopyTo(free);
            window.Advance(length);
            bytes = bytes[length..];
        }

        return window;
    }
}
