using ShuffleOrleans.DataPlane.FlowControl;
using ShuffleOrleans.DataPlane.Server;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Tests.DataPlane.Harness;
using ShuffleOrleans.Tests.TestKit;

namespace ShuffleOrleans.Tests.DataPlane.Reduce;

/// <summary>Contributions that commit together, through their flushers.</summary>
public sealed class ContributionGatherTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(10);

    private readonly SampleDataSet _dataSet = new(3);
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task FinishedContribution_CommitsWithTheOneThatIsStillBeingWritten_InOneWriteAFile()
    {
        using ReduceStore store = new(configure: options => options.IoThreadsPerDirectory = 1, clock: _clock);
        DirectWrite first = store.Begin(Contribution(0)).All();
        DirectWrite second = store.Begin(Contribution(1)).All();
        int writes = 0;
        store.Device.Before = (operation, name) =>
        {
            bool isFrames = operation == StorageOperation.Write && name.EndsWith(".frames", StringComparison.Ordinal);
            Interlocked.Add(ref writes, isFrames ? 1 : 0);
        };
        RecordingFlushOwner firstOwner = await FinishedAsync(store, first);
        RecordingFlushOwner secondOwner = await FinishedAsync(store, second);
        Assert.Equal((first.Partition.Receipt, second.Partition.Receipt), (await firstOwner.Committed, await secondOwner.Committed));
        Assert.Equal(3, writes);
        SamplePartition[] both = [first.Partition, second.Partition];
        Assert.Equal(SampleDataSet.Expected(first.Partition.All, both), store.Read(_dataSet.Read(first.Partition.All, both)));
    }

    [Fact]
    public async Task FinishedContribution_WaitsNoLongerThanTheLimit()
    {
        using ReduceStore store = new(configure: options => options.IoThreadsPerDirectory = 1, clock: _clock);
        DirectWrite first = store.Begin(Contribution(0)).All();
        DirectWrite second = store.Begin(Contribution(1)).Add(1);
        RecordingFlushOwner owner = await FinishedAsync(store, first);
        Assert.False(owner.Committed.IsCompleted);
        _clock.Advance(Longest);
        Assert.Equal(first.Partition.Receipt, await owner.Committed);
        second.Abort();
    }

    [Fact]
    public async Task ContributionThatWaits_CanStillBeAborted()
    {
        using ReduceStore store = new(configure: options => options.IoThreadsPerDirectory = 1, clock: _clock);
        DirectWrite first = store.Begin(Contribution(0)).All();
        DirectWrite second = store.Begin(Contribution(1)).All();
        RecordingFlushOwner owner = new();
        PartitionFlusher flusher = await FinishedAsync(store, first, owner);
        Assert.True(flusher.TryAbort("The test gives it up."));
        await owner.Aborted;
        _clock.Advance(Longest);
        second.Commit();
        Assert.DoesNotContain((PartitionChangeKind.Committed, first.Partition.Attempt), store.Observer.Heard);
    }

    private async Task<RecordingFlushOwner> FinishedAsync(ReduceStore store, DirectWrite write)
    {
        RecordingFlushOwner owner = new();
        await FinishedAsync(store, write, owner);
        return owner;
    }

    // When it returns, it has begun to wait, or has committed.
    private async Task<PartitionFlusher> FinishedAsync(ReduceStore store, DirectWrite write, RecordingFlushOwner owner)
    {
        ReceiveWindow window = new(store.OpenAccount(2), static () => { }, static () => { });
        PartitionFlusher flusher = new(write.Writer, window, owner);
        flusher.Finish();

        // Behind it on the only I/O thread.
        DiskSignal signal = new();
        Assert.True(write.Writer.Directory.Queue.TryEnqueue(signal));
        await signal.Reached.OrFail();
        window.Close();
        return flusher;
    }

    private SamplePartition Contribution(int producer) => _dataSet.Contribution(producer).Region((0, 100), (1, 200), (2, 300));
}
