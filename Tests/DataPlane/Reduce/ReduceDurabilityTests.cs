using ShuffleOrleans.Protocol.Storage;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Reduce;

/// <summary>In which order the disk is asked to keep things: what makes frames visible is never more durable than the frames.</summary>
public sealed class ReduceDurabilityTests
{
    private static readonly StorageChoice Durable = new(Durability.Fsync, null);

    private readonly SampleDataSet _dataSet = new(5);

    [Fact]
    public void DurableCommit_SyncsFrames_ThenItsOwnFile_ThenRenames()
    {
        using ReduceStore store = new();
        SamplePartition contribution = _dataSet.Contribution(0).Region((1, 10), (3, 10)).Broadcast(4);
        store.Begin(contribution, Durable).All().Commit();
        (StorageOperation Operation, string Name)[] calls = [.. store.Device.Calls];
        int rename = Array.FindIndex(calls, call => call.Operation == StorageOperation.Rename);
        int ownSync = Array.FindIndex(calls, call => call.Operation == StorageOperation.Sync && IsOwn(call.Name));
        int ownWrite = Array.FindLastIndex(calls, call => call.Operation == StorageOperation.Write && IsOwn(call.Name));
        Assert.True(ownWrite < ownSync && ownSync < rename, $"Written at {ownWrite}, synced at {ownSync}, renamed at {rename}.");
        string[] files = [.. calls.Where(call => call.Operation == StorageOperation.Create && IsFrames(call.Name)).Select(call => call.Name)];
        Assert.Equal(5, files.Length);
        foreach (string file in files)
        {
            int write = Array.FindLastIndex(calls, call => call == (StorageOperation.Write, file));
            int sync = Array.FindIndex(calls, call => call == (StorageOperation.Sync, file));
            int folders = Array.FindIndex(calls, call => call == (StorageOperation.Sync, ScriptedDevice.FoldersOf + file));
            bool ordered = write < sync && sync < folders && folders < rename && sync < ownSync;
            Assert.True(ordered, $"{file}: written at {write}, synced at {sync}, folders at {folders}.");
        }
    }

    [Fact]
    public void EachCommit_SyncsItsFrames_ButTheNameOnlyOnce()
    {
        using ReduceStore store = new();
        for (int producer = 0; producer < 3; producer++)
        {
            store.Begin(_dataSet.Contribution(producer).Region((1, 10)), Durable).All().Commit();
        }

        Assert.Equal(3, store.Device.Calls.Count(call => call.Operation == StorageOperation.Sync && call.Name.EndsWith(".frames", StringComparison.Ordinal)
            && !call.Name.StartsWith(ScriptedDevice.FoldersOf, StringComparison.Ordinal)));
        Assert.Single(store.Device.Calls, call => call.Operation == StorageOperation.Sync && IsFrames(call.Name)
            && call.Name.StartsWith(ScriptedDevice.FoldersOf, StringComparison.Ordinal));
    }

    [Fact]
    public void PageCacheCommit_SyncsNothing()
    {
        using ReduceStore store = new();
        store.Commit(_dataSet.Mixed(0));
        Assert.DoesNotContain(store.Device.Calls, call => call.Operation == StorageOperation.Sync);
    }

    private static bool IsOwn(string name) => name.EndsWith(".shuffle.partial", StringComparison.Ordinal);

    private static bool IsFrames(string name) => name.EndsWith(".frames", StringComparison.Ordinal);
}
