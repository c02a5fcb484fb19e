using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.DataPlane.Storage.Partitions;
using ShuffleOrleans.DataPlane.Storage.Recovery;
using ShuffleOrleans.DataPlane.Storage.Reduce;
using ShuffleOrleans.DataPlane.Storage.Scrubbing;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Reduce;

/// <summary>Reduce partitions open many files; one too many is a typed answer, neither damage nor a failed disk.</summary>
public sealed class ReduceOpenFilesTests
{
    private static readonly SubpartitionRange All = new(0, 4);

    private readonly SampleDataSet _dataSet = new(5);

    [Fact]
    public void Writer_IsTold_AndLeavesNothing()
    {
        using ReduceStore store = new(configure: options => options.MaxOpenFiles = 3);
        DirectWrite write = store.Begin(_dataSet.Contribution(0).Region((0, 10), (1, 10), (2, 10), (3, 10)));
        Assert.Equal(ShuffleErrorCode.TooManyOpenFiles, Assert.ThrowsAny<ShuffleException>(write.All).Code);
        write.Abort();
        AssertUnharmed(store);
        store.AssertNothingLeft();
    }

    [Fact]
    public void CommitWithoutAHandleForItsOwnFile_IsRefused_AndComesAgain()
    {
        using ReduceStore store = new(configure: options => options.MaxOpenFiles = 3);
        SamplePartition contribution = _dataSet.Contribution(0).Region((0, 10), (1, 10), (2, 10));
        DirectWrite write = store.Begin(contribution).All();
        Assert.True(DiskFailure.IsTooManyFiles(Assert.ThrowsAny<IOException>(write.Commit)));
        write.Abort();
        AssertUnharmed(store);
        SamplePartition smaller = _dataSet.Contribution(0, 1, 2).Region((0, 10), (1, 10));
        store.Commit(smaller);
        Assert.Equal(SampleDataSet.Expected(All, smaller), store.Read(_dataSet.Read(All, smaller)));
    }

    [Fact]
    public async Task ReaderAndCheck_AreTold_AndNothingIsLost()
    {
        using ReduceStore store = new(configure: options => options.MaxOpenFiles = 6);
        SamplePartition contribution = _dataSet.Contribution(0).Region((0, 10), (1, 10), (2, 10), (3, 10), (4, 10));
        SamplePartition other = new SampleDataSet(1).Contribution(0).Region((0, 10));
        store.Commit(contribution, other);
        using (OpenReduceFiles held = store.Store.OpenReduceRead(_dataSet.Read(All, contribution)))
        {
            Assert.Equal(5, store.Set.OpenFiles.Open);
            using IStorageFile last = store.Set.All[0].Device.Open(PartitionFileName.Of(other.Attempt));
            SampleDataSet others = new(1);
            DirectWrite write = store.Begin(others.Contribution(0).Region((0, 10)));
            Assert.Equal(ShuffleErrorCode.TooManyOpenFiles, Assert.ThrowsAny<ShuffleException>(write.All).Code);
            write.Abort();
            Assert.Equal(VerificationOutcome.Unreadable, (await store.Scrubber.VerifyNowAsync(contribution.Attempt).OrFail()).Outcome);
            Assert.Equal(6, store.Set.OpenFiles.Open);
        }

        Assert.Equal(VerificationOutcome.Sound, (await store.Scrubber.VerifyNowAsync(contribution.Attempt).OrFail()).Outcome);
        Assert.Equal(2, store.Store.Inventory().Count);
        AssertUnharmed(store);
    }

    [Fact]
    public void ReadersThatTogetherWantTooManyPieces_AreToldToComeAgain()
    {
        using ReduceStore store = new(configure: options => options.MaxOpenPieces = 7);
        SamplePartition contribution = _dataSet.Contribution(0).Region((0, 10), (1, 10), (2, 10), (3, 10), (4, 10));
        store.Commit(contribution);
        using (OpenReduceFiles held = store.Store.OpenReduceRead(_dataSet.Read(All, contribution)))
        {
            using OpenReduceFiles small = store.Store.OpenReduceRead(_dataSet.Read(new SubpartitionRange(0, 1), contribution));
            ShuffleException refused = Assert.ThrowsAny<ShuffleException>(() => store.Store.OpenReduceRead(_dataSet.Read(SubpartitionRange.Single(2), contribution)));
            Assert.Equal(ShuffleErrorCode.TooManyChannels, refused.Code);
            Assert.True(refused.IsTransient);
        }

        Assert.Equal(SampleDataSet.Expected(All, contribution), store.Read(_dataSet.Read(All, contribution)));
        AssertUnharmed(store);
    }

    [Fact]
    public void ReaderAtAnyOpening_IsTold_AndNothingIsLost()
    {
        using ReduceStore store = new();
        SamplePartition contribution = _dataSet.Mixed(0);
        store.Commit(contribution);

        // Its own file first, then one of each subpartition.
        for (int call = 1; call <= 6; call++)
        {
            using ReduceStore fresh = store.Restarted();
            fresh.Device.FailOnce(StorageOperation.Open, call, TooMany);
            ContributionException error = Assert.Throws<ContributionException>(() => fresh.Read(_dataSet.Read(All, contribution)));
            Assert.Equal((ShuffleErrorCode.TooManyOpenFiles, 0), (error.Code, error.Producer.ProducerIndex));
            Assert.Equal(SampleDataSet.Expected(All, contribution), fresh.Read(_dataSet.Read(All, contribution)));
            AssertUnharmed(fresh);
        }
    }

    [Fact]
    public async Task Start_LeavesWhatItCannotLookAt_AndTheNextOffersIt()
    {
        using ReduceStore store = new();
        SamplePartition contribution = _dataSet.Mixed(0);
        store.Commit(contribution);
        using ReduceStore restarted = store.Killed();
        restarted.Device.Before = (operation, _) =>
        {
            if (operation == StorageOperation.Open)
            {
                throw TooMany();
            }
        };
        Assert.Equal(store.Files.Length, restarted.Recover().Count(RecoveryOutcome.TooManyOpenFiles));
        Assert.Empty(restarted.Store.Inventory());
        Assert.Equal(store.Files, restarted.Files);
        Assert.True(restarted.Set.All[0].TakesPartitions);
        using ReduceStore next = restarted.Restarted();
        Assert.Equal(SampleDataSet.Expected(All, contribution), next.Read(_dataSet.Read(All, contribution)));
        await next.ReleaseAsync(contribution);
        next.AssertNothingLeft();
    }

    private static IOException TooMany() => new("Too many open files", 24);

    private static void AssertUnharmed(ReduceStore store)
    {
        Assert.Equal(0, store.Set.OpenFiles.Open);
        Assert.True(store.Set.All[0].TakesPartitions);
        Assert.Empty(store.Quarantine.Kept);
    }
}
