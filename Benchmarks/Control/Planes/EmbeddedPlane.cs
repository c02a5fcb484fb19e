using Microsoft.Extensions.Logging.Abstractions;
using ShuffleOrleans.ControlPlane.Embedded;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.Benchmarks.Control.Planes;

/// <summary>The embedded control plane with a journal in a temporary directory and workers that say they are there and obey every order.</summary>
internal sealed class EmbeddedPlane : IMeasuredPlane
{
    private readonly DirectoryInfo _journal = Directory.CreateTempSubdirectory("shuffle-benchmark-");
    private readonly CancellationTokenSource _stop = new();
    private readonly EmbeddedControlPlane _plane;
    private Task[] _workers = [];

    private EmbeddedPlane()
        => _plane = new EmbeddedControlPlane(
            new EmbeddedControlPlaneOptions { JournalDirectory = _journal.FullName }, TimeProvider.System, NullLoggerFactory.Instance);

    public string Name => "embedded";

    public IShuffleControlPlane ControlPlane => _plane;

    public static async Task<EmbeddedPlane> StartAsync(int workers, CancellationToken cancellationToken)
    {
        EmbeddedPlane plane = new();
        await plane._plane.StartAsync(cancellationToken);
        plane._workers = [.. Enumerable.Range(0, workers).Select(_ => plane.WorkAsync())];
        return plane;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_workers);
        await _plane.DisposeAsync();
        _journal.Delete(recursive: true);
        _stop.Dispose();
    }

    private async Task WorkAsync()
    {
        WorkerId id = new(Guid.NewGuid());
        WorkerIncarnationId incarnation = new(Guid.NewGuid());
        WorkerLoad load = new([new DiskLoad("/data", DiskKind.Ssd, 1L << 40, 0, Healthy: true)], 1 << 30, 0, 0, 0, AcceptsWrites: true);
        IReadOnlyList<PartitionAttemptId> orders =
            (await _plane.RegisterWorkerAsync(new WorkerRegistration(id, incarnation, "127.0.0.1", 7000, "", load, []), _stop.Token)).Release;
        long sequence = 0;
        while (!_stop.IsCancellationRequested)
        {
            PartitionChange[] changes = [.. orders.Select(attempt => new PartitionChange(++sequence, PartitionChangeKind.Released, attempt, 0, null, ""))];
            orders = (await _plane.HeartbeatWorkerAsync(new WorkerHeartbeat(id, incarnation, load, changes), CancellationToken.None)).Release;
            if (orders.Count == 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
