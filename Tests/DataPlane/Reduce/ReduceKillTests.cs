using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Storage;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Reduce;

/// <summary>
/// A process that is killed just before each call it makes to its disk, one after the other: what it has committed by then is offered and read bit for bit,
/// what
/// it has released is not, and the releases of all leave nothing. Fault model: the system lives on, so every call that came back has happened.
/// </summary>
public sealed class ReduceKillTests
{
    private static readonly SubpartitionRange All = new(0, 2);

    private readonly SampleDataSet _dataSet = new(3);

    [Theory]
    [InlineData(Durability.PageCache)]
    [InlineData(Durability.Fsync)]
    public async Task KilledBeforeAnyCall_NothingCommittedIsLost(Durability durability)
    {
        using ReduceStore store = new();
        StorageChoice storage = new(durability, null);
        List<(TempDirectory Snapshot, SamplePartition[] Certain)> killed = [];
        SamplePartition[] certain = [];
        store.Device.Before = (_, _) => killed.Add((store.Snapshot(), Volatile.Read(ref certain)));
        SamplePartition first = _dataSet.Contribution(0).Region((0, 50), (2, 60)).Broadcast(9);
        SamplePartition second = _dataSet.Contribution(1).Region((1, 70), (2, 80));
        SamplePartition third = _dataSet.Contribution(2).Broadcast(33);
        DirectWrite firstWrite = store.Begin(first, storage).Add(2).Write(60);
        DirectWrite secondWrite = store.Begin(second, storage).All();
        firstWrite.All().Commit();
        Volatile.Write(ref certain, [first]);
        secondWrite.Commit();
        Volatile.Write(ref certain, [first, second]);
        store.Begin(third, storage).All().Abort();

        // From here on a release may have happened or not.
        Volatile.Write(ref certain, [second]);
        await store.ReleaseAsync(first);
        Volatile.Write(ref certain, []);
        await store.ReleaseAsync(second);
        Assert.InRange(killed.Count, 15, 500);
        foreach ((TempDirectory snapshot, SamplePartition[] mustBe) in killed)
        {
            using ReduceStore left = ReduceStore.Over(snapshot);
            await AssertWholeAsync(left, mustBe, [first, second, third]);
        }
    }

    private async Task AssertWholeAsync(ReduceStore left, SamplePartition[] mustBe, SamplePartition[] may)
    {
        left.Recover();
        SamplePartition[] offered = [.. may.Where(one => left.Store.Inventory().Any(stored => stored.Attempt == one.Attempt))];
        Assert.Empty(mustBe.Except(offered));
        Assert.DoesNotContain(may[2], offered);
        Assert.Empty(left.Quarantine.Kept);
        SamplePartition again = _dataSet.Contribution(7).Region((0, 5)).Broadcast(6);
        left.Commit(again);
        SamplePartition[] every = [.. offered, again];
        Assert.Equal(SampleDataSet.Expected(All, every), left.Read(_dataSet.Read(All, every)));
        await left.ReleaseAsync(every);
        left.AssertNothingLeft();
    }
}
