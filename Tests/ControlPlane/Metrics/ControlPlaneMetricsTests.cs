using System.Text.RegularExpressions;
using ShuffleOrleans.ControlPlane.Facts;
using ShuffleOrleans.ControlPlane.Metrics;
using ShuffleOrleans.Protocol.Inspection.Service;
using ShuffleOrleans.Protocol.Storage;
using ShuffleOrleans.Tests.TestKit;

namespace ShuffleOrleans.Tests.ControlPlane.Metrics;

/// <summary>What a control plane counts. Histograms count their values.</summary>
public sealed class ControlPlaneMetricsTests : IDisposable
{
    private readonly RecordedMeter _meter = new();
    private readonly ControlPlaneMetrics _metrics;

    public ControlPlaneMetricsTests() => _metrics = new ControlPlaneMetrics(_meter);

    public void Dispose() => _meter.Dispose();

    [Fact]
    public async Task Allocations_AreCountedByTheirOutcome_AndCallsTimed()
    {
        await using ShuffleOrleans.ControlPlane.Embedded.EmbeddedControlPlane plane = new(
            new(), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance, _meter);
        await plane.StartAsync(CancellationToken.None);
        MeasuredShuffleControlPlane measured = new(plane, plane.Metrics, TimeProvider.System);
        MeasuredWorkerControlPlane workers = new(plane, plane.Metrics, TimeProvider.System);
        JobId job = new(Guid.NewGuid());
        JobInstanceId instance = new(Guid.NewGuid());
        await measured.RegisterJobAsync(new JobRegistrationRequest(job, instance, "job"), CancellationToken.None);
        PartitionAllocationRequest request = new(job, instance, [new PartitionRequest(new DataSetId(Guid.NewGuid()), DataPartitionKind.Map, 0, 0, 3)]);
        await Assert.ThrowsAsync<ShuffleException>(() => measured.AllocatePartitionsAsync(request, CancellationToken.None));
        WorkerLoad load = new([new DiskLoad("/data", DiskKind.Ssd, 1 << 30, 0, true)], 0, 0, 0, 0, true);
        await workers.RegisterWorkerAsync(
            new WorkerRegistration(new WorkerId(Guid.NewGuid()), new WorkerIncarnationId(Guid.NewGuid()), "127.0.0.1", 1, "", load, []), CancellationToken.None);
        await measured.AllocatePartitionsAsync(request, CancellationToken.None);
        Assert.Equal(1, _meter["shuffle.control_plane.allocation", "shuffle.outcome=NoWorkerAvailable"]);
        Assert.Equal(1, _meter["shuffle.control_plane.allocation", "shuffle.outcome=allocated"]);
        Assert.Equal(1, _meter["shuffle.control_plane.call.duration", "shuffle.method=RegisterJob shuffle.outcome=ok"]);
        Assert.Equal(1, _meter["shuffle.control_plane.call.duration", "shuffle.method=RegisterWorker shuffle.outcome=ok"]);
        Assert.Equal(1, _meter["shuffle.control_plane.call.duration", "shuffle.method=AllocatePartitions shuffle.outcome=NoWorkerAvailable"]);
        Assert.Equal((1, 1), (_meter["shuffle.control_plane.job.usage", ""], _meter["shuffle.control_plane.data_set.usage", ""]));
        Assert.Equal(1, _meter["shuffle.control_plane.partition.usage", "shuffle.state=allocated"]);
        Assert.Equal(1, _meter["shuffle.control_plane.worker.usage", "shuffle.state=active"]);
        Assert.Equal(1, _meter["shuffle.control_plane.event", "shuffle.event.kind=JobRegistered"]);
    }

    [Theory]
    [InlineData(ServiceEventKinds.JobExpired, "job")]
    [InlineData(ServiceEventKinds.WorkerGone, "worker")]
    [InlineData(ServiceEventKinds.WorkerForgotten, "worker_memory")]
    public void Expiration_IsCountedByWhatExpired(string kind, string what)
    {
        _metrics.OnEvents([new ServiceEvent(0, default, EventSeverity.Warning, kind, "", null, null, null, null, null, null)]);
        Assert.Equal((1, 1), (_meter["shuffle.control_plane.expiration", $"shuffle.expired={what}"], _meter["shuffle.control_plane.event", $"shuffle.event.kind={kind}"]));
    }

    [Fact]
    public void KindThatIsUnknown_MakesNoTag()
    {
        _metrics.OnEvents([new ServiceEvent(0, default, EventSeverity.Info, "Anything", "", null, null, null, null, null, null)]);
        Assert.Equal(1, _meter["shuffle.control_plane.event", "shuffle.event.kind=other"]);
    }

    [Fact]
    public async Task Journal_TimesItsFlushes()
    {
        using Disks.SimulatedDisk disk = new();
        await using (ShuffleOrleans.ControlPlane.Journal.FileJournal journal = ShuffleOrleans.ControlPlane.Journal.FileJournal.Open(
            disk, [], _ => { }, 1 << 20, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, _metrics))
        {
            await journal.Append([new SnapshotCompleted()]);
        }

        Assert.Equal(
            (1, 1), (_meter["shuffle.control_plane.journal.flush.duration", ""], _meter["shuffle.control_plane.journal.flush.size", ""]));
    }

    [Fact]
    public void EveryInstrument_IsInTheMetricsPage()
    {
        _metrics.Observe(() => new ClusterCounts(0, 0, new StateCounts(0, 0, 0, 0, 0, 0), new Dictionary<WorkerState, int>()));
        string page = File.ReadAllText(RepositoryFiles.PathOf("docs/metrics.md"));
        Assert.Equal(10, _meter.Instruments.Count);
        Assert.All(_meter.Instruments, one => Assert.Matches($@"\| `{Regex.Escape(one.Name)}` \| {Regex.Escape(one.Unit!)} \|", page));
    }
}
