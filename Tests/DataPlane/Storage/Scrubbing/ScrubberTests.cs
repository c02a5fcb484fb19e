using ShuffleOrleans.DataPlane.Storage.Scrubbing;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Storage.Scrubbing;

/// <summary>Partitions of an earlier process, checked at rest on a clock of the test's.</summary>
public sealed class ScrubberTests : IDisposable
{
    private const long Rate = 256 * 1024;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    private readonly TempDirectory _directory = new();
    private readonly FaultyStorageDevice _device;

    public ScrubberTests() => _device = new FaultyStorageDevice(_directory.Path);

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task EachPlantedFlip_IsFoundInOnePass_AndNothingElse(int seed)
    {
        Random random = new(seed);
        StoredFile[] files = [.. Enumerable.Range(0, 30).Select(_ => StoredFile.Of(SamplePartition.Mixed()))];
        StoredFile[] damaged = [.. files.Where((_, i) => i % 3 == 0)];
        foreach (StoredFile file in files)
        {
            int place = random.Next(128, file.FooterOffset);
            file.WriteTo(_directory, damaged.Contains(file) ? file.Flipped(place, random.Next(8)) : file.Bytes);
        }

        using TestStore store = Recovered();
        await ScrubAsync(store, () => store.Scrubber.Progress.Partitions < files.Length);
        Assert.Equal((files.Length, damaged.Length), (store.Scrubber.Progress.Partitions, store.Scrubber.Progress.Damaged));
        Assert.Equal(
            files.Except(damaged).Select(file => file.Partition.Attempt).ToHashSet(), store.Store.Inventory().Select(stored => stored.Attempt).ToHashSet());
        Assert.Equal(
            damaged.Select(file => (PartitionChangeKind.Lost, file.Partition.Attempt)).ToHashSet(), store.Observer.Heard.ToHashSet());
        Assert.Equal(damaged.Length, store.Quarantine.Kept.Count);
    }

    [Fact]
    public async Task BytesReadInASecond_StayWithinTheRate()
    {
        for (int i = 0; i < 4; i++)
        {
            StoredFile.Of(SamplePartition.OfLongFrames(12)).WriteTo(_directory);
        }

        using TestStore store = Recovered();
        store.Clock.Advance(TimeSpan.FromMinutes(1));
        for (int ticks = 1; store.Scrubber.Progress.Partitions < 4; ticks++)
        {
            await store.DiskDoneAsync();
            double allowed = (Rate * Tick.TotalSeconds * ticks) + (2 * Rate);
            Assert.True(store.Scrubber.Progress.Bytes <= allowed, $"{store.Scrubber.Progress.Bytes} bytes after {ticks} ticks.");
            Assert.True(ticks < 300, "The rate is not used.");
            store.Clock.Advance(Tick);
        }
    }

    [Fact]
    public async Task Partition_IsCheckedOnceInAnInterval()
    {
        StoredFile.Of(SamplePartition.Mixed()).WriteTo(_directory);
        using TestStore store = Recovered();
        await ScrubAsync(store, () => store.Scrubber.Progress.Partitions < 1);
        for (int hour = 0; hour < 22; hour++)
        {
            await PassAsync(store, TimeSpan.FromHours(1));
        }

        Assert.Equal(1, store.Scrubber.Progress.Partitions);
        await PassAsync(store, TimeSpan.FromHours(3));
        await ScrubAsync(store, () => store.Scrubber.Progress.Partitions < 2);
    }

    [Fact]
    public async Task ReleasedPartitions_AreNotRead()
    {
        StoredFile[] files = [.. Enumerable.Range(0, 5).Select(_ => StoredFile.Of(SamplePartition.Mixed()).WriteTo(_directory))];
        using TestStore store = Recovered();
        foreach (StoredFile file in files[..3])
        {
            store.Store.Release(file.Partition.Attempt);
        }

        await store.DiskDoneAsync();
        int opened = _device.CallsOf(StorageOperation.Open);
        await ScrubAsync(store, () => store.Scrubber.Progress.Partitions < 2);
        await PassAsync(store, TimeSpan.FromHours(1));
        Assert.Equal(opened + 2, _device.CallsOf(StorageOperation.Open));
    }

    [Fact]
    public async Task ReleaseInTheMidstOfACheck_EndsIt_AndTheOthersFollow()
    {
        StoredFile large = StoredFile.Of(SamplePartition.OfLongFrames(40)).WriteTo(_directory);
        using TestStore store = Recovered();
        await ScrubAsync(store, () => store.Scrubber.Progress.Bytes < 500_000);
        store.Store.Release(large.Partition.Attempt);
        await store.Observer.HeardAsync(PartitionChangeKind.Released, large.Partition.Attempt);
        Assert.Empty(_directory.PartitionFiles);
        for (int i = 0; i < 50; i++)
        {
            await PassAsync(store, Tick);
        }

        Assert.Equal(0, store.Scrubber.Progress.Damaged);
        Assert.Equal((PartitionChangeKind.Released, large.Partition.Attempt), Assert.Single(store.Observer.Heard));
        Assert.Empty(store.Quarantine.Kept);
    }

    [Fact]
    public async Task BusyDisk_IsLeftToOthersFirst_ButNotForEver()
    {
        StoredFile.Of(SamplePartition.Mixed()).WriteTo(_directory);
        using TestStore store = Recovered();
        using ManualResetEventSlim gate = new();
        DiskHold hold = new(gate);
        DiskSignal before = new();
        DiskSignal behind = new();
        store.Directories.All[0].Queue.TryEnqueue(hold);
        await hold.Reached.OrFail();
        store.Directories.All[0].Queue.TryEnqueue(before);
        store.Clock.Advance(TimeSpan.FromSeconds(60.5));
        store.Directories.All[0].Queue.TryEnqueue(behind);
        gate.Set();
        await behind.Reached.OrFail();
        Assert.Equal(0, store.Scrubber.Progress.Bytes);

        gate.Reset();
        store.Directories.All[0].Queue.TryEnqueue(hold = new DiskHold(gate));
        await hold.Reached.OrFail();
        store.Directories.All[0].Queue.TryEnqueue(new DiskSignal());
        store.Clock.Advance(TimeSpan.FromSeconds(2));
        gate.Set();
        await store.DiskDoneAsync();
        Assert.Equal(1, store.Scrubber.Progress.Partitions);
    }

    [Fact]
    public async Task RateOfZero_ScrubsNothing_AndStillChecksOnDemand()
    {
        StoredFile file = StoredFile.Of(SamplePartition.Mixed()).WriteTo(_directory);
        using TestStore store = new([_device], scrubbing: options => options.BytesPerSecond = 0);
        store.Recover();
        await PassAsync(store, Day);
        await PassAsync(store, Day);
        Assert.Equal(default, store.Scrubber.Progress);
        Assert.Equal(VerificationOutcome.Sound, (await store.Scrubber.VerifyNowAsync(file.Partition.Attempt).OrFail()).Outcome);
        await PassAsync(store, Day);
        Assert.Equal(1, store.Scrubber.Progress.Partitions);
    }

    // One pass over the disk: what is due fires, and what it queued is done.
    private static async Task PassAsync(TestStore store, TimeSpan time)
    {
        store.Clock.Advance(time);
        await store.DiskDoneAsync();
    }

    private static async Task ScrubAsync(TestStore store, Func<bool> goesOn)
    {
        store.Clock.Advance(TimeSpan.FromMinutes(1));
        await store.DiskDoneAsync();
        for (int tick = 0; goesOn(); tick++)
        {
            Assert.True(tick < 10_000, $"The scrubber stands at {store.Scrubber.Progress}.");
            await PassAsync(store, Tick);
        }
    }

    private TestStore Recovered()
    {
        TestStore store = new([_device], scrubbing: options => options.BytesPerSecond = Rate);
        store.Recover();
        return store;
    }
}
