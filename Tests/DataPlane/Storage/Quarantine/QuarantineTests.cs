using ShuffleOrleans.DataPlane.Storage.Partitions;
using ShuffleOrleans.DataPlane.Storage.Quarantine;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Tests.DataPlane.Harness;
using ShuffleOrleans.Tests.TestKit;

namespace ShuffleOrleans.Tests.DataPlane.Storage.Quarantine;

/// <summary>Damaged files: who knows them, and when they go.</summary>
public sealed class QuarantineTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly FaultyStorageDevice _device;
    private readonly ManualTimeProvider _clock = new();

    public QuarantineTests() => _device = new FaultyStorageDevice(_directory.Path);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task DamagedFile_IsKeptForItsRetention_AndCountsAsStored()
    {
        StoredFile file = WriteDamaged();
        using TestStore store = Recovered();
        QuarantinedPartition kept = Assert.Single(store.Quarantine.Kept);
        Assert.Equal((file.Partition.Attempt, file.Name + ".corrupt", (long)file.Bytes.Length), (kept.Attempt, kept.File, kept.Bytes));
        Assert.Equal(file.Bytes.Length, store.StoredBytes);
        await PassAsync(store, TimeSpan.FromHours(23));
        Assert.Single(_directory.PartitionFiles);
        await PassAsync(store, TimeSpan.FromHours(3));
        Assert.Empty(_directory.PartitionFiles);
        Assert.Empty(_directory.Folders);
        Assert.Empty(store.Quarantine.Kept);
        Assert.Equal(0, store.StoredBytes);
    }

    [Fact]
    public void Retention_GoesOnOverARestart()
    {
        WriteDamaged();
        Recovered().Dispose();
        _clock.Advance(TimeSpan.FromHours(23));
        using (TestStore again = Recovered())
        {
            Assert.Equal(_clock.GetUtcNow().AddHours(-23), Assert.Single(again.Quarantine.Kept).Since);
            Assert.True(again.StoredBytes > 0);
        }

        _clock.Advance(TimeSpan.FromHours(2));
        using TestStore last = Recovered();
        Assert.Empty(last.Quarantine.Kept);
        Assert.Empty(_directory.PartitionFiles);
    }

    [Fact]
    public async Task TooManyFiles_TheOldestGoFirst()
    {
        using TestStore store = Recovered(options => options.MaxFiles = 2);
        List<StoredFile> found = [];
        for (int i = 0; i < 4; i++)
        {
            found.Add(await FindDamagedAsync(store));
            _clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(found[2..].Select(file => file.Name + ".corrupt"), store.Quarantine.Kept.Select(kept => kept.File));
        Assert.Equal(2, _directory.PartitionFiles.Count);
    }

    [Fact]
    public async Task TooManyBytes_TheOldestGoFirst()
    {
        using TestStore store = Recovered(options => options.MaxBytes = 100_000);
        StoredFile first = await FindDamagedAsync(store);
        _clock.Advance(TimeSpan.FromMinutes(1));
        for (int i = 0; store.Quarantine.Kept[0].Attempt == first.Partition.Attempt; i++)
        {
            Assert.True(i < 10, "The bound is never met.");
            await FindDamagedAsync(store);
        }

        Assert.True(store.Quarantine.Kept.Sum(kept => kept.Bytes) <= 100_000);
        Assert.Equal(store.StoredBytes, store.Quarantine.Kept.Sum(kept => kept.Bytes));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ReleasedPartition_TakesItsDamagedFileAlong_UnlessAskedNotTo(bool keeps)
    {
        StoredFile file = WriteDamaged();
        using TestStore store = Recovered(options => options.KeepsReleased = keeps);
        store.Store.Release(file.Partition.Attempt);
        await store.Observer.HeardAsync(PartitionChangeKind.Released, file.Partition.Attempt);
        Assert.Equal(keeps ? 1 : 0, _directory.PartitionFiles.Count);
        Assert.Equal(keeps ? 1 : 0, store.Quarantine.Kept.Count);

        store.Store.Release(file.Partition.Attempt);
        await store.DiskDoneAsync();
        Assert.Equal(2, store.Observer.Heard.Count(heard => heard == (PartitionChangeKind.Released, file.Partition.Attempt)));
    }

    [Fact]
    public async Task FileThatCannotBeRenamed_IsNotOffered_AndGoesWithItsPartition()
    {
        StoredFile file = WriteDamaged();
        _device.Failing = StorageOperation.Rename;
        _device.FailFrom = 1;
        using TestStore store = Recovered();
        Assert.Empty(store.Store.Inventory());
        Assert.Equal([file.Name], _directory.PartitionFiles);
        store.Store.Release(file.Partition.Attempt);
        await store.Observer.HeardAsync(PartitionChangeKind.Released, file.Partition.Attempt);
        Assert.Empty(_directory.PartitionFiles);
    }

    [Fact]
    public async Task DeletionThatFails_IsTriedAgain()
    {
        WriteDamaged();
        using TestStore store = Recovered();
        _device.Failing = StorageOperation.Delete;
        _device.FailFrom = 1;
        await PassAsync(store, TimeSpan.FromHours(25));
        Assert.Single(store.Quarantine.Kept);
        _device.FailFrom = 0;
        await PassAsync(store, TimeSpan.FromHours(2));
        Assert.Empty(store.Quarantine.Kept);
        Assert.Empty(_directory.PartitionFiles);
    }

    [Fact]
    public async Task Remains_AreTheDamagedFiles_OfAttemptsThatAreNotHereInAnyOtherForm()
    {
        using TestStore store = Recovered();
        StoredFile file = await FindDamagedAsync(store);
        StoredFile other = await FindDamagedAsync(store);
        Assert.Equal([file.Partition.Attempt, other.Partition.Attempt], store.Store.Damage.Remains().Select(damaged => damaged.Attempt));

        Adopt(store, file);
        Assert.Equal([other.Partition.Attempt], store.Store.Damage.Remains().Select(damaged => damaged.Attempt));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AttemptThatIsWrittenOnceMore_InVain_DoesNotHideItsDamagedFile(bool isReleased)
    {
        using TestStore store = Recovered();
        StoredFile file = await FindDamagedAsync(store);
        PartitionAttemptId attempt = file.Partition.Attempt;
        Assert.Equal(ShuffleErrorCode.None, store.Store.TryBeginWrite(file.Partition.Open with { ShareCount = 1 }, out IPartitionWriter? writer));
        if (isReleased)
        {
            store.Store.Release(attempt);
        }

        writer!.Abort("Its writer has gone.");

        await store.DiskDoneAsync();
        Assert.Equal((isReleased ? PartitionChangeKind.Released : PartitionChangeKind.Lost, attempt), store.Observer.Heard[^1]);
        Assert.Equal(isReleased ? 0 : 1, store.Quarantine.Kept.Count);
        Assert.Equal(isReleased ? 0 : 1, _directory.PartitionFiles.Count);
    }

    private static async Task PassAsync(TestStore store, TimeSpan time)
    {
        store.Clock.Advance(time);
        await store.DiskDoneAsync();
    }

    private StoredFile WriteDamaged()
    {
        StoredFile file = StoredFile.Of(SamplePartition.Mixed());
        return file.WriteTo(_directory, file.Flipped(100, 3));
    }

    // A partition of an earlier process comes to light damaged while this one runs.
    private async Task<StoredFile> FindDamagedAsync(TestStore store)
    {
        StoredFile file = StoredFile.Of(SamplePartition.Mixed());
        Adopt(store, file);
        file.WriteTo(_directory, file.Flipped(5000, 1));
        await store.Scrubber.VerifyNowAsync(file.Partition.Attempt).OrFail();
        return file;
    }

    private void Adopt(TestStore store, StoredFile file)
    {
        file.WriteTo(_directory);
        store.Store.Adopt(new StoredAttempt(file.Partition.Attempt, file.Partition.SubpartitionCount, store.Directories.All[0])
        {
            Receipt = file.Partition.Receipt,
            FileBytes = file.Bytes.Length,
        });
        store.Directories.All[0].OnStored(file.Bytes.Length);
    }

    private TestStore Recovered(Action<QuarantineOptions>? configure = null)
    {
        TestStore store = new([_device], _clock, configure);
        store.Recover();
        return store;
    }
}
