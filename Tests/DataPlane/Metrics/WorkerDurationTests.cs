using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Metrics;
using ShuffleOrleans.DataPlane.Worker;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Metrics;

/// <summary>What a worker times and counts besides bytes: how many values each instrument has got, never how large they are.</summary>
public sealed class WorkerDurationTests : IAsyncLifetime, IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly RecordedMetrics _metrics = new();
    private readonly SamplePartition _partition = SamplePartition.OfLongFrames(8);
    private LiveWorker _worker = null!;

    public async Task InitializeAsync() => _worker = await LiveWorker.StartAsync(_directory, meters: _metrics);

    public async Task DisposeAsync() => await _worker.DisposeAsync();

    public void Dispose()
    {
        _metrics.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task WriterThatNeedsCredit_IsTimed_FromOpeningToCommit()
    {
        await _worker.WriteAsync(_partition);
        await _worker.AssertIdleAsync();
        Assert.Equal(1, _metrics["shuffle.data_plane.write.first_credit.duration"]);
        Assert.True(_metrics["shuffle.data_plane.write.credit_wait.duration"] > 0);
        Assert.Equal(1, _metrics["shuffle.data_plane.write.commit.duration", "shuffle.partition.durability=PageCache shuffle.partition.kind=Map"]);
        Assert.True(_metrics["shuffle.data_plane.write.flush.duration", $"shuffle.disk.directory={_directory.Path}"] > 0);
        Assert.Equal((1, 1), (_metrics["shuffle.data_plane.partition.size"], _metrics["shuffle.data_plane.partition.regions"]));
    }

    [Fact]
    public async Task WriterThatNeedsNoCredit_HasNoWait()
    {
        await _worker.WriteAsync(SamplePartition.Mixed());
        await _worker.AssertIdleAsync();
        Assert.Equal(0, _metrics["shuffle.data_plane.write.credit_wait.duration"]);
    }

    [Fact]
    public async Task Frames_AreCountedInBothDirections()
    {
        await _worker.WriteAsync(_partition);
        await _worker.ReadAsync(_partition.Attempt, _partition.All);
        await _worker.AssertIdleAsync();
        Assert.Equal((8, 8), (_metrics["shuffle.data_plane.frame.received"], _metrics["shuffle.data_plane.frame.sent"]));
    }

    [Fact]
    public async Task OpeningOfARead_IsTimed_ByItsOutcome()
    {
        await _worker.WriteAsync(_partition);
        await _worker.ReadAsync(_partition.Attempt, _partition.All);
        using RawClient client = await _worker.GreetAsync(ConnectionDirection.Read);
        RawReader reader = new(client);
        await reader.OpenAsync(new OpenReadEntry(1, SamplePartition.NewAttempt(), _partition.All, 0, 0));
        await reader.ReadToEndsAsync();
        Assert.Equal(1, _metrics["shuffle.data_plane.read.open.duration", "shuffle.outcome=opened shuffle.partition.kind=Map"]);
        Assert.Equal(1, _metrics["shuffle.data_plane.read.open.duration", "shuffle.outcome=failed shuffle.partition.kind=Map"]);
    }

    [Fact]
    public async Task Connections_AreCountedWhenTheyCome_AndShownByWhatTheyAreFor()
    {
        using RawClient writing = await _worker.GreetAsync(ConnectionDirection.Write);
        using RawClient reading = await _worker.GreetAsync(ConnectionDirection.Read);
        Assert.Equal(2, _metrics["shuffle.data_plane.connection.accepted", "shuffle.outcome=admitted"]);
        Assert.Equal(
            (1, 1),
            (_metrics["shuffle.data_plane.connection.greeted", "shuffle.direction=write"], _metrics["shuffle.data_plane.connection.greeted", "shuffle.direction=read"]));
    }

    [Fact]
    public void CallsOfTheControlPlane_AreTimed() =>
        Assert.Equal(1, _metrics["shuffle.data_plane.control_plane.call.duration", "shuffle.method=RegisterWorker shuffle.outcome=ok"]);

    [Fact]
    public async Task Damage_IsCountedByWhoFoundIt_AndTheFileIsInQuarantine()
    {
        await _worker.WriteAsync(_partition);
        string path = _directory.PathOf(Assert.Single(_directory.PartitionFiles));
        byte[] bytes = await File.ReadAllBytesAsync(path);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(path, bytes);
        await _worker.Worker.VerifyNowAsync(_partition.Attempt);
        Assert.Equal(1, _metrics["shuffle.data_plane.verification.ended", "shuffle.verification.by=Operator shuffle.verification.outcome=Damaged"]);
        Assert.True(_metrics["shuffle.data_plane.scrub.checked"] > 0);
        Assert.Equal((1, bytes.Length), (_metrics["shuffle.data_plane.quarantine.file"], _metrics["shuffle.data_plane.quarantine.usage"]));
    }

    [Fact]
    public void WaitForMemory_IsTimedWhenItEnds()
    {
        using MemoryLedger ledger = new(new MemoryLedgerOptions { BudgetBytes = 16 * 64 * 1024 });
        using DataPlaneMetrics metrics = new(_metrics);
        ledger.WaitEnded = metrics.OnMemoryWait;
        Assert.True(ledger.TryOpenAccount("all", 16, out LedgerAccount all));
        Assert.True(ledger.TryOpenAccount("nothing", 0, out LedgerAccount nothing));
        nothing.QuotaAvailable = () => nothing.TryGrow(waitIfShort: true);
        Assert.False(nothing.TryGrow(waitIfShort: true));
        Assert.Equal(1, ledger.WaiterCount);
        all.Close();
        Assert.Equal((1, 0), (_metrics["shuffle.data_plane.memory.wait.duration"], ledger.WaiterCount));
        nothing.Close();
    }

    [Fact]
    public void ColdRead_IsTimedByItsDirectory()
    {
        using DataPlaneMetrics metrics = new(_metrics);
        metrics.OnColdRead("/data", TimeSpan.FromSeconds(1));
        Assert.Equal(1, _metrics["shuffle.data_plane.read.cold_wait.duration", "shuffle.disk.directory=/data"]);
    }

    [Fact]
    public void Readiness_NamesEveryReason()
    {
        Assert.Empty(WorkerReadiness.ReasonsAgainst(false, null, null, WorkerReadiness.LongWait - TimeSpan.FromSeconds(1)));
        Assert.Equal(
            ["stopping", "controlPlane", "disks", "memory"],
            WorkerReadiness.ReasonsAgainst(true, "away", "all failed", WorkerReadiness.LongWait).Keys);
    }
}
