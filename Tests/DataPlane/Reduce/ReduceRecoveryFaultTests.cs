using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.DataPlane.Storage.Partitions;
using ShuffleOrleans.DataPlane.Storage.Recovery;
using ShuffleOrleans.DataPlane.Storage.Scrubbing;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Reduce;

/// <summary>
/// A start over reduce partitions whose files are damaged, missing or cannot be read. Fault model: what a disk does to files at rest, and calls that fail for
/// as
/// long as a process lives; the next one finds them work.
/// </summary>
public sealed class ReduceRecoveryFaultTests
{
    private static readonly SubpartitionRange All = new(0, 4);

    private readonly SampleDataSet _dataSet = new(5);

    [Fact]
    public async Task DamagedOwnFile_IsSetAside_AndTheFramesGoWithTheLastContribution()
    {
        using ReduceStore store = new();
        SamplePartition damaged = _dataSet.Mixed(0);
        SamplePartition sound = _dataSet.Mixed(1);
        store.Commit(damaged, sound);
        using ReduceStore restarted = store.Restarted(killed => Flip(killed.PathOf(PartitionFileName.Of(damaged.Attempt)), 40));
        Assert.Equal([sound.Attempt], restarted.Store.Inventory().Select(stored => stored.Attempt));
        Assert.Equal(damaged.Attempt, Assert.Single(restarted.Quarantine.Kept).Attempt);
        Assert.Equal(SampleDataSet.Expected(All, sound), restarted.Read(_dataSet.Read(All, sound)));
        AssertCode(ShuffleErrorCode.PartitionNotFound, restarted, damaged, sound);
        await restarted.ReleaseAsync(sound);
        Assert.EndsWith(".corrupt", Assert.Single(restarted.Files), StringComparison.Ordinal);
        await restarted.ReleaseAsync(damaged);
        restarted.AssertNothingLeft();
    }

    [Fact]
    public void OnlyOwnFileDamaged_TheFramesGoAtTheStart()
    {
        using ReduceStore store = new();
        store.Commit(_dataSet.Mixed(0));
        using ReduceStore restarted = store.Restarted(killed => Flip(killed.PathOf(PartitionFileName.Of(_dataSet.AttemptOf(0))), 40));
        Assert.EndsWith(".corrupt", Assert.Single(restarted.Files), StringComparison.Ordinal);
    }

    [Fact]
    public void DamagedIndex_IsFoundByTheReader_OrAtTheStartIfWanted()
    {
        using ReduceStore store = new();
        SamplePartition damaged = _dataSet.Mixed(0);
        store.Commit(damaged);
        string own = PartitionFileName.Of(damaged.Attempt);
        using ReduceStore quick = store.Restarted(killed => Flip(killed.PathOf(own), 128 + 20));
        AssertCode(ShuffleErrorCode.PartitionCorrupt, quick, damaged);
        Assert.Equal([(PartitionChangeKind.Lost, damaged.Attempt)], quick.Observer.Heard);
        Assert.Equal([own + ".corrupt"], quick.Files);
        using ReduceStore thorough = store.Killed();
        Flip(thorough.PathOf(own), 128 + 20);
        Assert.Equal(1, thorough.Recover(new RecoveryOptions { VerifyIndexesAtStart = true }).Count(RecoveryOutcome.IndexDamaged));
        Assert.Equal([own + ".corrupt"], thorough.Files);
    }

    [Theory]
    [InlineData(StorageOperation.Open, false)]
    [InlineData(StorageOperation.Read, false)]
    [InlineData(StorageOperation.Open, true)]
    [InlineData(StorageOperation.Read, true)]
    public async Task OwnFileThatCannotBeRead_KeepsItsFrames_AndTheNextStartOffersIt(StorageOperation failing, bool besidesAnother)
    {
        using ReduceStore store = new();
        SamplePartition unreadable = _dataSet.Mixed(0);
        SamplePartition readable = _dataSet.Mixed(1);
        store.Commit(unreadable);
        if (besidesAnother)
        {
            store.Commit(readable);
        }

        string own = PartitionFileName.Of(unreadable.Attempt);
        using ReduceStore restarted = store.Restarted(killed => killed.Device.Before = (operation, name) => Fail(operation == failing && name == own));
        Assert.Equal(besidesAnother ? [readable.Attempt] : [], restarted.Store.Inventory().Select(stored => stored.Attempt));
        AssertCode(ShuffleErrorCode.PartitionNotFound, restarted, unreadable);
        if (besidesAnother)
        {
            await restarted.ReleaseAsync(readable);
        }

        using ReduceStore next = restarted.Restarted();
        Assert.Equal(SampleDataSet.Expected(All, unreadable), next.Read(_dataSet.Read(All, unreadable)));
        await next.ReleaseAsync(unreadable);
        next.AssertNothingLeft();
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    public async Task DirectoryThatCannotBeListed_KeepsTheFramesInTheOthers(int unlisted, bool releasesAll)
    {
        using ReduceStore store = new(directories: 2);
        SamplePartition[] old = [.. Enumerable.Range(0, 4).Select(producer => _dataSet.Mixed(producer))];
        store.Commit(old);
        using ReduceStore restarted = store.Restarted(killed => killed.Devices[unlisted].Before = (operation, _) => Fail(operation == StorageOperation.List));
        SamplePartition[] offered = [.. old.Where(contribution => restarted.Store.Inventory().Any(stored => stored.Attempt == contribution.Attempt))];
        Assert.InRange(offered.Length, 1, old.Length - 1);
        Assert.Equal(store.Files, restarted.Files);

        // What lies in the directory is out of sight, not lost.
        foreach (SamplePartition contribution in offered)
        {
            AssertCode(ShuffleErrorCode.DiskFailed, restarted, contribution);
            Assert.Equal(VerificationOutcome.Unreadable, (await restarted.Scrubber.VerifyNowAsync(contribution.Attempt).OrFail()).Outcome);
        }

        Assert.Empty(restarted.Observer.Heard);

        // The last file was made for subpartition 3: the process must not make another one that would be taken for it.
        SamplePartition added = _dataSet.Contribution(4).Region((3, 100));
        restarted.Commit(added);
        if (releasesAll)
        {
            await restarted.ReleaseAsync([.. offered, added]);
        }

        using ReduceStore next = restarted.Restarted();
        SamplePartition[] left = releasesAll ? [.. old.Except(offered)] : [.. old, added];
        Assert.Equal(left.Select(contribution => contribution.Attempt).ToHashSet(), next.Store.Inventory().Select(stored => stored.Attempt).ToHashSet());
        Assert.Equal(SampleDataSet.Expected(All, left), next.Read(_dataSet.Read(All, left)));
        await next.ReleaseAsync(left);
        next.AssertNothingLeft();
    }

    [Theory]
    [InlineData("gone")]
    [InlineData("cut")]
    [InlineData("empty")]
    [InlineData("other header")]
    public void MissingOrCutFrames_AreTypedAnswers_AndEveryContributionInThemIsLost(string damage)
    {
        using ReduceStore store = new();
        SamplePartition[] inside = [_dataSet.Contribution(0).Region((1, 50), (2, 500)), _dataSet.Contribution(1).Region((2, 700)).Broadcast(8)];
        SamplePartition outside = _dataSet.Contribution(2).Region((1, 50), (3, 50));
        store.Commit([.. inside, outside]);
        using ReduceStore restarted = store.Restarted(killed => Damage(killed.ReduceFileOf(2), damage));
        Assert.Equal(3, restarted.Store.Inventory().Count);
        AssertCode(ShuffleErrorCode.PartitionCorrupt, restarted, inside[1]);
        Assert.Equal(
            inside.Select(contribution => (PartitionChangeKind.Lost, contribution.Attempt)).ToHashSet(), restarted.Observer.Heard.ToHashSet());
        Assert.Equal(SampleDataSet.Expected(All, outside), restarted.Read(_dataSet.Read(All, outside)));
        Assert.Equal(2, restarted.Quarantine.Kept.Count);
        Assert.Equal(0, restarted.OpenHandles());
    }

    [Fact]
    public void FramesThatCannotBeOpenedAtTheStart_AreReadOnceTheyCan()
    {
        using ReduceStore store = new();
        SamplePartition contribution = _dataSet.Mixed(0);
        store.Commit(contribution);
        using ReduceStore restarted = store.Restarted(
            killed => killed.Device.Before = (operation, name) => Fail(operation == StorageOperation.Open && ReduceFileName.TryParse(name, out _)));
        AssertCode(ShuffleErrorCode.DiskFailed, restarted, contribution);
        Assert.Empty(restarted.Observer.Heard);
        restarted.Device.Before = null;
        Assert.Equal(SampleDataSet.Expected(All, contribution), restarted.Read(_dataSet.Read(All, contribution)));
    }

    private void AssertCode(ShuffleErrorCode code, ReduceStore store, params SamplePartition[] wanted)
    {
        ContributionException error = Assert.Throws<ContributionException>(() => store.Read(_dataSet.Read(All, wanted)));
        Assert.Equal((code, wanted[0].Attempt.Partition.PartitionIndex), (error.Code, error.Producer.ProducerIndex));
    }

    private static void Fail(bool fails)
    {
        if (fails)
        {
            throw ScriptedDevice.Broken();
        }
    }

    private static void Flip(string path, int offset)
    {
        byte[] bytes = File.ReadAllBytes(path);
        bytes[offset] ^= 1;
        File.WriteAllBytes(path, bytes);
    }

    private static void Damage(string path, string damage)
    {
        switch (damage)
        {
            case "gone":
                File.Delete(path);
                break;
            case "cut":
                File.WriteAllBytes(path, File.ReadAllBytes(path)[..300]);
                break;
            case "empty":
                File.WriteAllBytes(path, []);
                break;
            default:
                Flip(path, 12);
                break;
        }
    }
}
