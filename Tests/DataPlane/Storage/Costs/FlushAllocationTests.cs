using ShuffleOrleans.DataPlane.FlowControl;
using ShuffleOrleans.DataPlane.Server;
using ShuffleOrleans.DataPlane.Storage.Partitions;
using ShuffleOrleans.Tests.DataPlane.Harness;
using ShuffleOrleans.Tests.DataPlane.Reduce;

namespace ShuffleOrleans.Tests.DataPlane.Storage.Costs;

/// <summary>What the way from a channel's window to the disk allocates, counted on the I/O thread between two flushes.</summary>
public sealed class FlushAllocationTests
{
    private const int FlushBytes = 512 * 1024;

    // Nothing for a frame, but tables that grow by doubling.
    private const int BytesForEachFrame = 40;

    [Fact]
    public async Task MapPartition_AllocatesNothing()
    {
        using CountedStore store = new();
        SamplePartition partition = SamplePartition.OfLongFrames(100);
        Assert.Equal(0, await AllocatedByFlushesAsync(store, partition, partition.Frames.Count, warmUp: 3));
    }

    [Fact]
    public async Task Contribution_AllocatesItsTablesOnly()
    {
        using CountedStore store = new();
        SampleDataSet dataSet = new(200);
        SamplePartition first = Contribution(dataSet, 0);
        store.Begin(first).All().Commit();
        SamplePartition second = Contribution(dataSet, 1);
        long allocated = await AllocatedByFlushesAsync(store, second, second.Frames.Count, warmUp: 0);
        Assert.InRange(allocated, 0, second.Frames.Count * BytesForEachFrame);
    }

    private static SamplePartition Contribution(SampleDataSet dataSet, int producer) =>
        dataSet.Contribution(producer).Region([.. Enumerable.Range(0, 200).SelectMany(subpartition => Enumerable.Repeat((subpartition, 2000), 3))]);

    private static async Task<long> AllocatedByFlushesAsync(CountedStore store, SamplePartition partition, int frames, int warmUp)
    {
        store.MakeBuffers();
        IPartitionWriter writer = store.NewWriter(partition);
        foreach (SampleFrame frame in partition.Frames.Take(frames))
        {
            writer.Add(frame.Header);
        }

        byte[] bytes = partition.Bytes;
        ReceiveWindow window = store.NewWindow((bytes.Length / store.BufferBytes) + 1);
        AllocationOwner owner = new();
        PartitionFlusher flusher = new(writer, window, owner);
        long begun = 0;
        long ended = 0;
        int flushes = 0;
        for (int offset = 0; offset < bytes.Length; offset += FlushBytes)
        {
            CountedStore.Fill(window, bytes.AsSpan(offset, Math.Min(FlushBytes, bytes.Length - offset)));
            flusher.Flush();
            ended = owner.AwaitFlush();
            begun = flushes++ == warmUp ? ended : begun;
        }

        Assert.True(flushes > warmUp + 1, "One flush proves nothing.");
        flusher.Finish();
        Assert.Equal(partition.Receipt, await owner.Committed);
        window.Close();
        return ended - begun;
    }
}
