using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Reduce;

/// <summary>Stretches that wait in memory for others: a commit waits for its own, and whose bytes the disk refused is told, whoever wrote them out.</summary>
public sealed class ReduceTailTests
{
    private static readonly SubpartitionRange All = new(0, 4);

    private readonly SampleDataSet _dataSet = new(5);

    [Fact]
    public void CommittedBytes_AreInTheFile_AndNoneIsHeld()
    {
        using ReduceStore store = new();
        SamplePartition committed = Small(0);
        DirectWrite other = store.Begin(Small(1)).All();
        Assert.Equal(5, store.AppendBuffersInUse);
        store.Begin(committed).All().Commit();
        Assert.Equal(0, store.AppendBuffersInUse);
        using ReduceStore killed = store.Restarted();
        Assert.Equal(SampleDataSet.Expected(All, committed), killed.Read(_dataSet.Read(All, committed)));
        other.Abort();
    }

    [Fact]
    public void BytesThatTheDiskRefused_FailTheirProducer_ThoughAnotherWroteThemOut()
    {
        using ReduceStore store = new();
        SamplePartition before = Small(0);
        SamplePartition after = Small(3);
        store.Begin(before).All().Commit();
        DirectWrite victim = store.Begin(Small(1)).All();
        DirectWrite other = store.Begin(Small(2)).All();

        // The commit of the one writes for both.
        store.Device.FailOnce(StorageOperation.Write, 1, ScriptedDevice.Full);
        Assert.Equal(ShuffleErrorCode.DiskFull, Assert.ThrowsAny<ShuffleException>(other.Commit).Code);
        Assert.Equal(ShuffleErrorCode.DiskFull, Assert.ThrowsAny<ShuffleException>(victim.Commit).Code);
        other.Abort();
        victim.Abort();
        store.Begin(after).All().Commit();
        Assert.Equal(SampleDataSet.Expected(All, before, after), store.Read(_dataSet.Read(All, before, after)));
        Assert.Equal(0, store.AppendBuffersInUse);
    }

    [Fact]
    public void FullBufferThatTheDiskRefuses_FailsBoth()
    {
        using ReduceStore store = new();
        DirectWrite victim = store.Begin(_dataSet.Contribution(1).Region((0, 30_000))).All();
        SamplePartition second = _dataSet.Contribution(2).Region((0, 30_000), (0, 2_000));
        DirectWrite other = store.Begin(second).Add(2);
        store.Device.FailOnce(StorageOperation.Write, 1, ScriptedDevice.Broken);

        // What is held, and the stretch that finds no room beside it, go together.
        DirectWrite third = store.Begin(_dataSet.Contribution(3).Region((0, 30_000)));
        other.Write(other.BytesLeft);
        Assert.Equal(ShuffleErrorCode.DiskFailed, Assert.ThrowsAny<ShuffleException>(third.All).Code);
        Assert.Equal(ShuffleErrorCode.DiskFailed, Assert.ThrowsAny<ShuffleException>(victim.Commit).Code);
        victim.Abort();
        other.Abort();
        third.Abort();
        store.AssertNothingLeft();
    }

    [Fact]
    public void LossOfOthers_LeavesProducersAlone_WhoseBytesWereWrittenBefore()
    {
        using ReduceStore store = new();
        SamplePartition sound = _dataSet.Contribution(0).Region((0, 60_000));
        DirectWrite first = store.Begin(sound).All();
        DirectWrite victim = store.Begin(Small(1)).All();
        store.Device.FailOnce(StorageOperation.Write, 1, ScriptedDevice.Full);
        first.Commit();
        Assert.ThrowsAny<ShuffleException>(victim.Commit);
        victim.Abort();
        Assert.Equal(SampleDataSet.Expected(All, sound), store.Read(_dataSet.Read(All, sound)));
    }

    [Fact]
    public void AbortedProducer_TakesNothingFromItsNeighbours()
    {
        using ReduceStore store = new();
        SamplePartition kept = Small(0);
        DirectWrite write = store.Begin(kept).All();
        DirectWrite aborted = store.Begin(Small(1)).All();
        aborted.Abort();
        write.Commit();
        Assert.Equal(SampleDataSet.Expected(All, kept), store.Read(_dataSet.Read(All, kept)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task WithLittleMemory_StretchesGoToTheDiskOneByOne(int appendBuffers)
    {
        using ReduceStore store = new(appendBuffers: appendBuffers);
        SamplePartition[] contributions = [.. Enumerable.Range(0, 4).Select(producer => _dataSet.Mixed(producer))];
        DirectWrite[] writes = [.. contributions.Select(contribution => store.Begin(contribution).All())];
        Assert.InRange(store.AppendBuffersInUse, 0, appendBuffers);
        foreach (DirectWrite write in writes)
        {
            write.Commit();
        }

        Assert.Equal(SampleDataSet.Expected(All, contributions), store.Read(_dataSet.Read(All, contributions)));
        await store.ReleaseAsync(contributions);
        store.AssertNothingLeft();
    }

    [Fact]
    public void UnusedFile_StaysOpen_UntilSomebodyNeedsItsPlace()
    {
        using ReduceStore store = new(configure: options =>
        {
            options.MaxIdleReduceFiles = 10;
            options.MaxOpenFiles = 6;
        });
        store.Begin(Small(0)).All().Commit();
        Assert.Equal(5, store.Set.OpenFiles.Open);
        using (IStorageFile one = store.Set.All[0].Device.Open(store.Files[0]))
        using (IStorageFile two = store.Set.All[0].Device.Open(store.Files[1]))
        using (IStorageFile three = store.Set.All[0].Device.Open(store.Files[2]))
        {
            Assert.Equal(6, store.Set.OpenFiles.Open);
        }

        SamplePartition next = Small(1);
        store.Begin(next).All().Commit();
        Assert.Equal(SampleDataSet.Expected(All, next), store.Read(_dataSet.Read(All, next)));
    }

    [Fact]
    public void UnusedFile_GivesWay_WhenTheSystemHasNoHandleLeft()
    {
        using ReduceStore store = new(configure: options => options.MaxIdleReduceFiles = 10);
        store.Begin(Small(0)).All().Commit();
        store.Device.FailOnce(StorageOperation.Create, 1, static () => new IOException("Too many open files", 24));
        SampleDataSet other = new(1);
        SamplePartition next = other.Contribution(0).Region((0, 100));
        store.Begin(next).All().Commit();
        Assert.Equal(5 - 1 + 1, store.Set.OpenFiles.Open);
        Assert.Equal(SampleDataSet.Expected(next.All, next), store.Read(other.Read(next.All, next)));
    }

    [Fact]
    public async Task UnusedFile_IsClosed_WhenItsDataSetGoes()
    {
        using ReduceStore store = new(configure: options => options.MaxIdleReduceFiles = 10);
        SamplePartition contribution = Small(0);
        store.Begin(contribution).All().Commit();
        Assert.Equal(5, store.Set.OpenFiles.Open);
        await store.ReleaseAsync(contribution);
        Assert.Contains((PartitionChangeKind.Released, contribution.Attempt), store.Observer.Heard);
        store.AssertNothingLeft();
    }

    private SamplePartition Small(int producer) => _dataSet.Contribution(producer).Region([.. Enumerable.Range(0, 5).Select(j => (j, 100 + producer))]);
}
