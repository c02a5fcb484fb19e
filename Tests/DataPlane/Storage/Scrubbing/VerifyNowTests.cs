using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.DataPlane.Storage.Scrubbing;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Storage.Scrubbing;

/// <summary>A check on demand: each finding is an answer of its own.</summary>
public sealed class VerifyNowTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly FaultyStorageDevice _device;
    private readonly StoredFile _file = StoredFile.Of(SamplePartition.OfLongFrames(20));

    public VerifyNowTests() => _device = new FaultyStorageDevice(_directory.Path);

    private PartitionAttemptId Attempt => _file.Partition.Attempt;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task SoundPartition_IsSound_AndEveryByteOfItWasRead()
    {
        using TestStore store = Recovered();
        VerificationResult result = await store.Scrubber.VerifyNowAsync(Attempt).OrFail();
        Assert.Equal((VerificationOutcome.Sound, FileDamage.None), (result.Outcome, result.Damage));
        Assert.True(result.Bytes >= _file.Partition.Bytes.Length);
        Assert.Equal(store.Clock.GetUtcNow(), store.Store.LastCheckOf(Attempt));
    }

    [Fact]
    public async Task EmptyPartition_IsSound_AndAnUnknownOneIsNotStored()
    {
        StoredFile empty = StoredFile.Of(new SamplePartition()).WriteTo(_directory);
        using TestStore store = Recovered();
        Assert.Equal(VerificationOutcome.Sound, (await store.Scrubber.VerifyNowAsync(empty.Partition.Attempt).OrFail()).Outcome);
        Assert.Equal(VerificationOutcome.NotStored, (await store.Scrubber.VerifyNowAsync(SamplePartition.NewAttempt()).OrFail()).Outcome);
    }

    [Fact]
    public async Task BitThatFlippedOnTheWayIntoMemory_IsNoDamage()
    {
        using TestStore store = Recovered();
        // The next reads: both ends, the index, the first piece of the frames.
        _device.FlippedRead = _device.CallsOf(StorageOperation.Read) + 4;
        Assert.Equal(VerificationOutcome.Sound, (await store.Scrubber.VerifyNowAsync(Attempt).OrFail()).Outcome);
        Assert.True(_device.CallsOf(StorageOperation.Read) > _device.FlippedRead + 7, "It was not looked at a second time.");
        Assert.Single(store.Store.Inventory());
    }

    [Fact]
    public async Task DiskThatRefuses_SaysNothingAboutThePartition()
    {
        using TestStore store = Recovered();
        _device.Failing = StorageOperation.Read;
        _device.FailFrom = _device.CallsOf(StorageOperation.Read) + 4;
        Assert.Equal(VerificationOutcome.Unreadable, (await store.Scrubber.VerifyNowAsync(Attempt).OrFail()).Outcome);
        Assert.Single(store.Store.Inventory());
        Assert.Empty(store.Observer.Heard);
        Assert.False(store.Directories.All[0].Load.Healthy);
    }

    [Fact]
    public async Task FileThatHasVanished_IsGone_AndReportedLost()
    {
        using TestStore store = Recovered();
        File.Delete(_directory.PathOf(_file.Name));
        Assert.Equal(VerificationOutcome.Gone, (await store.Scrubber.VerifyNowAsync(Attempt).OrFail()).Outcome);
        Assert.Equal([(PartitionChangeKind.Lost, Attempt)], store.Observer.Heard);
        Assert.Equal(0, store.StoredBytes);
        ShuffleException error = Assert.Throws<ShuffleException>(() => store.Store.OpenRead(Attempt));
        Assert.Equal(ShuffleErrorCode.PartitionNotFound, error.Code);
    }

    [Fact]
    public async Task FileCutWhileTheWorkerRuns_IsDamaged()
    {
        using TestStore store = Recovered();
        File.WriteAllBytes(_directory.PathOf(_file.Name), _file.Bytes[..(_file.IndexOffset / 2)]);
        VerificationResult result = await store.Scrubber.VerifyNowAsync(Attempt).OrFail();
        Assert.Equal((VerificationOutcome.Damaged, FileDamage.NoFooter), (result.Outcome, result.Damage));
    }

    // Sound in itself, but not what was committed.
    [Fact]
    public async Task FileReplacedByAnotherOfTheSameName_IsDamaged()
    {
        using TestStore store = Recovered();
        SamplePartition other = new SamplePartition { Attempt = Attempt }.Region((0, 5));
        StoredFile.Of(other).WriteTo(_directory);
        VerificationResult result = await store.Scrubber.VerifyNowAsync(Attempt).OrFail();
        Assert.Equal((VerificationOutcome.Damaged, FileDamage.Receipt), (result.Outcome, result.Damage));
    }

    [Fact]
    public async Task FrameOfAnotherPartition_IsDamaged()
    {
        using TestStore store = Recovered();
        byte[] bytes = [.. _file.Bytes];
        SamplePartition other = SamplePartition.OfLongFrames(20);
        other.Frames[7].Bytes.CopyTo(bytes, 128 + (7 * 65536));
        File.WriteAllBytes(_directory.PathOf(_file.Name), bytes);
        Assert.Equal(FileDamage.Frame, (await store.Scrubber.VerifyNowAsync(Attempt).OrFail()).Damage);
    }

    [Fact]
    public async Task MoreChecksThanMayWait_AreBusy_AndTheSameCheckIsSharedInstead()
    {
        StoredFile second = StoredFile.Of(SamplePartition.Mixed()).WriteTo(_directory);
        using TestStore store = new([_device], scrubbing: options => options.MaxQueuedChecks = 1);
        _file.WriteTo(_directory);
        store.Recover();
        using ManualResetEventSlim gate = new();
        store.Directories.All[0].Queue.TryEnqueue(new DiskHold(gate));
        Task<VerificationResult> first = store.Scrubber.VerifyNowAsync(Attempt);
        Assert.Same(first, store.Scrubber.VerifyNowAsync(Attempt));
        Assert.Equal(VerificationOutcome.Busy, (await store.Scrubber.VerifyNowAsync(second.Partition.Attempt)).Outcome);
        gate.Set();
        Assert.Equal(VerificationOutcome.Sound, (await first.OrFail()).Outcome);
    }

    [Fact]
    public async Task WorkerThatStops_AnswersStopping()
    {
        TestStore store = Recovered();
        using ManualResetEventSlim gate = new();
        store.Directories.All[0].Queue.TryEnqueue(new DiskHold(gate));
        Task<VerificationResult> waiting = store.Scrubber.VerifyNowAsync(Attempt);
        store.Scrubber.Dispose();
        Assert.Equal(VerificationOutcome.Stopping, (await store.Scrubber.VerifyNowAsync(Attempt).OrFail()).Outcome);
        gate.Set();
        store.Dispose();
        Assert.Equal(VerificationOutcome.Stopping, (await waiting.OrFail()).Outcome);
    }

    private TestStore Recovered()
    {
        _file.WriteTo(_directory);
        TestStore store = new([_device]);
        store.Recover();
        return store;
    }
}
