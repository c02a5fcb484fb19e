using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.DataPlane.Storage.Reduce;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Storage;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Reduce;

/// <summary>
/// Every call of every disk operation fails once: its writer fails, nothing of it shows, and the other producers of the data set are unharmed.
/// </summary>
public sealed class ReduceFaultTests
{
    private static readonly SubpartitionRange All = new(0, 4);
    private static readonly StorageChoice Durable = new(Durability.Fsync, null);

    private readonly SampleDataSet _dataSet = new(5);

    public static TheoryData<StorageOperation, bool> Faults => new()
    {
        { StorageOperation.Create, false },
        { StorageOperation.Create, true },
        { StorageOperation.Open, false },
        { StorageOperation.Open, true },
        { StorageOperation.Write, false },
        { StorageOperation.Write, true },
        { StorageOperation.Sync, false },
        { StorageOperation.Sync, true },
        { StorageOperation.Rename, false },
        { StorageOperation.Rename, true },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task WriteThatFails_AtAnyCall_LeavesNothing_AndTheOthersWhole(StorageOperation operation, bool full)
    {
        bool met = true;
        int calls = 0;
        for (; met; calls++)
        {
            using ReduceStore store = new();
            SamplePartition before = _dataSet.Mixed(0);
            SamplePartition faulty = _dataSet.Mixed(1);
            store.Commit(before);
            store.Device.FailOnce(operation, calls + 1, full ? ScriptedDevice.Full : ScriptedDevice.Broken);
            DirectWrite write = store.Begin(faulty, Durable);
            Exception? error = Record.Exception(() => write.All().Commit());
            store.Device.Before = null;
            met = error is not null;
            if (met)
            {
                Assert.True(error is ShuffleException { Code: ShuffleErrorCode.DiskFull or ShuffleErrorCode.DiskFailed } || DiskFailure.Is(error!), $"{error}");
                write.Abort();
                Assert.Contains((PartitionChangeKind.Failed, faulty.Attempt), store.Observer.Heard);
                Assert.Equal(ShuffleErrorCode.PartitionNotFound, Assert.ThrowsAny<ShuffleException>(() => store.Read(_dataSet.Read(All, faulty))).Code);
            }

            Assert.Equal((0, 0), (store.BuffersInUse, store.OpenHandles()));
            Assert.Equal(SampleDataSet.Expected(All, before), store.Read(_dataSet.Read(All, before)));
            await store.ReleaseAsync(met ? [before] : [before, faulty]);
            store.AssertNothingLeft();
        }

        Assert.True(calls > 1, "The fault was never met.");
    }

    [Theory]
    [InlineData(StorageOperation.Delete)]
    [InlineData(StorageOperation.Discard)]
    public void AbortThatMeetsAFailingDisk_StillEnds(StorageOperation operation)
    {
        using ReduceStore store = new();
        SamplePartition before = _dataSet.Mixed(0);
        SamplePartition aborted = _dataSet.Mixed(1);
        store.Commit(before);
        DirectWrite write = store.Begin(aborted).All();
        store.Device.Before = (called, _) =>
        {
            if (called == operation)
            {
                throw ScriptedDevice.Broken();
            }
        };
        write.Abort();
        Assert.Contains((PartitionChangeKind.Failed, aborted.Attempt), store.Observer.Heard);
        Assert.Equal((0, 0), (store.BuffersInUse, store.OpenHandles()));
        Assert.Equal(SampleDataSet.Expected(All, before), store.Read(_dataSet.Read(All, before)));
    }

    [Fact]
    public async Task DeleteThatFails_StillReleases()
    {
        using ReduceStore store = new();
        SamplePartition contribution = _dataSet.Mixed(0);
        store.Commit(contribution);
        store.Device.Before = (called, _) =>
        {
            if (called == StorageOperation.Delete)
            {
                throw ScriptedDevice.Broken();
            }
        };
        await store.ReleaseAsync(contribution);
        Assert.Equal(0, store.OpenHandles());
    }

    [Fact]
    public void OpenThatFails_IsTyped_AndNothingIsLost()
    {
        using ReduceStore store = new();
        SamplePartition contribution = _dataSet.Mixed(1);
        store.Commit(contribution);
        store.Device.FailOnce(StorageOperation.Open, 1, ScriptedDevice.Broken);
        Assert.Equal(ShuffleErrorCode.DiskFailed, Assert.ThrowsAny<ShuffleException>(() => store.Read(_dataSet.Read(All, contribution))).Code);
        Assert.Equal(0, store.OpenHandles());
        Assert.Equal(SampleDataSet.Expected(All, contribution), store.Read(_dataSet.Read(All, contribution)));
        Assert.DoesNotContain((PartitionChangeKind.Lost, contribution.Attempt), store.Observer.Heard);
    }

    [Fact]
    public void SyncThatFailed_FailsEveryWriterOfTheFile()
    {
        // The system reports lost bytes once, to whoever asks first; those of the others may have been among them.
        using ReduceStore store = new();
        DirectWrite first = store.Begin(_dataSet.Contribution(0).Region((1, 100)), Durable).All();
        DirectWrite second = store.Begin(_dataSet.Contribution(1).Region((1, 100)), Durable).All();
        store.Device.FailOnce(StorageOperation.Sync, 1, ScriptedDevice.Broken);
        Assert.ThrowsAny<ShuffleException>(first.Commit);
        Assert.Equal(ShuffleErrorCode.DiskFailed, Assert.ThrowsAny<ShuffleException>(second.Commit).Code);
        first.Abort();
        second.Abort();
        store.AssertNothingLeft();
    }

    [Fact]
    public void RevokedAtTheCommit_LeavesNoBytesInTheBooks()
    {
        using ReduceStore store = new();
        SamplePartition contribution = _dataSet.Mixed(0);
        DirectWrite write = store.Begin(contribution).All();
        store.Store.Release(contribution.Attempt);
        Assert.Equal(ShuffleErrorCode.StaleEpoch, Assert.Throws<ShuffleException>(write.Commit).Code);
        write.Abort();
        store.AssertNothingLeft();
    }

    [Fact]
    public void DiskThatFailedMeanwhile_IsNotCalledFull()
    {
        using ReduceStore store = new();
        DirectWrite write = store.Begin(_dataSet.Mixed(0));
        store.Set.All[0].OnFailed("the test says so");
        Assert.Equal(ShuffleErrorCode.DiskFailed, Assert.ThrowsAny<ShuffleException>(() => write.All().Commit()).Code);
        write.Abort();
        store.AssertNothingLeft();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task CommitThatFailed_AndCannotBeTakenBack_IsGoneOrWholeAtTheNextStart(bool deletes)
    {
        using ReduceStore store = new();
        SamplePartition contribution = _dataSet.Mixed(1);
        DirectWrite write = store.Begin(contribution, Durable).All();
        bool renamed = false;
        store.Device.Before = (called, name) =>
        {
            bool undoing = called is StorageOperation.Sync or StorageOperation.Rename || (called == StorageOperation.Delete && !deletes);
            if (renamed && undoing)
            {
                throw ScriptedDevice.Broken();
            }

            renamed |= called == StorageOperation.Rename;
        };
        Assert.True(DiskFailure.Is(Record.Exception(write.Commit)!));
        write.Abort();
        store.Device.Before = null;
        Assert.Empty(store.Store.Inventory());
        Assert.Equal((0, 0), (store.BuffersInUse, store.OpenHandles()));
        using TestStore restarted = new([store.Device]);
        restarted.Recover();
        Assert.Equal(deletes ? 0 : 1, restarted.Store.Inventory().Count);
        if (!deletes)
        {
            using OpenReduceFiles files = restarted.Store.OpenReduceRead(_dataSet.Read(All, contribution));
            byte[] bytes = ReduceStore.ReadBytes(new ReduceCursor(files.InOrder()));
            Assert.Equal(SampleDataSet.Expected(All, contribution), ReduceFrames.Sort(_dataSet.Read(All, contribution), bytes));
            restarted.Store.Release(contribution.Attempt);
            await restarted.Observer.HeardAsync(PartitionChangeKind.Released, contribution.Attempt);
        }

        Assert.Empty(store.Files);
        Assert.Equal(0, restarted.StoredBytes);
    }
}
