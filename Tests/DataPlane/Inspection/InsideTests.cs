using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Inspection.Workers;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Inspection;

/// <summary>A worker's own figures, against what was done with it.</summary>
public sealed class InsideTests : LiveWorkerTest
{
    private IWorkerInspection Inspection => Worker.Worker.Inspection;

    [Fact]
    public async Task Traffic_IsWhatMoved_AlsoAfterItsConnectionsHaveEnded()
    {
        SamplePartition partition = SamplePartition.Mixed();
        await Worker.WriteAsync(partition);
        await Worker.ReadAsync(partition.Attempt, partition.All);
        await Worker.AssertIdleAsync();
        WorkerInside inside = await Inspection.InspectAsync(default);
        Assert.Equal((partition.Bytes.Length, partition.Bytes.Length), (inside.ReceivedBytes, inside.SentBytes));
        Assert.Equal((partition.Frames.Count, partition.Frames.Count), (inside.ReceivedFrames, inside.SentFrames));
        Assert.Equal((0, 0), (inside.ConnectionCount, inside.Ledger.HolderCount));
    }

    [Fact]
    public async Task Connections_AreToldWithTheirRolesAndChannels()
    {
        SamplePartition partition = SamplePartition.Mixed();
        using RawClient writer = await Worker.GreetAsync(ConnectionDirection.Write);
        using RawClient reader = await Worker.GreetAsync(ConnectionDirection.Read);
        await writer.SendAsync(new Script().Say(1, partition.Open).Data(1, partition.Frames[0].Bytes));
        await writer.SettleAsync();
        WorkerInside inside = await Inspection.InspectAsync(default);
        Assert.Equal((2, 20, 8), (inside.ConnectionCount, inside.MaxConnections, inside.MaxWriteChannels));
        OpenConnection writing = inside.Connections.Single(connection => connection.Role == ConnectionRole.Writer);
        Assert.Equal((1, (long)partition.Frames[0].Bytes.Length, 0L), (writing.Channels, writing.ReceivedBytes, writing.SentBytes));
        Assert.Equal(0, inside.Connections.Single(connection => connection.Role == ConnectionRole.Reader).Channels);
        Assert.Equal(2, inside.Ledger.Holders.Count(holder => holder.Kind == HolderKind.Connection));
        await writer.SayAsync(1, default(AbortWriteMessage));
        await Worker.ControlPlane.HeardAsync(PartitionChangeKind.Failed, partition.Attempt);
    }

    [Fact]
    public async Task Directory_IsExcludedWithItsReason_AndIncludedAgain()
    {
        string path = Assert.Single((await Inspection.InspectAsync(default)).Disks).Directory;
        await Inspection.ExcludeDirectoryAsync(new DirectoryExclusion(path, "a cable is to be changed"), default);
        InspectedDisk excluded = Assert.Single((await Inspection.InspectAsync(default)).Disks);
        Assert.Equal((DiskState.Excluded, "a cable is to be changed"), (excluded.State, excluded.Reason));
        await Inspection.IncludeDirectoryAsync(new DirectoryInclusion(path), default);
        Assert.Equal(DiskState.Healthy, Assert.Single((await Inspection.InspectAsync(default)).Disks).State);
    }

    [Theory]
    [InlineData("/no/such/directory", "why")]
    [InlineData("", "why")]
    [InlineData("/no\0such", "why")]
    [InlineData("/no/such/directory", " ")]
    public async Task UnknownDirectoryOrNoReason_IsRefused(string directory, string reason)
    {
        ShuffleException refused = await Assert.ThrowsAsync<ShuffleException>(
            async () => await Inspection.ExcludeDirectoryAsync(new DirectoryExclusion(directory, reason), default));
        Assert.Equal(ShuffleErrorCode.InvalidRequest, refused.Code);
    }

    [Fact]
    public void ClosedAccount_IsAHolder_UntilItsLastBufferIsBack()
    {
        using MemoryLedger ledger = new(new MemoryLedgerOptions { BudgetBytes = 8 * 64 * 1024 });
        Assert.True(ledger.TryOpenAccount("leaving", 2, out LedgerAccount account));
        LedgerBuffer buffer = account.Rent();
        account.Close();
        LedgerHolder holder = Assert.Single(ledger.Inspect(10).Holders);
        Assert.Equal(("leaving", 65536L, 65536L), (holder.Owner, holder.QuotaBytes, holder.InUseBytes));
        buffer.Release();
        Assert.Equal(0, ledger.Inspect(10).HolderCount);
    }
}
