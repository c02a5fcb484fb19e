using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Extensions.Logging;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Metrics;
using ShuffleOrleans.DataPlane.Server;
using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.DataPlane.Storage.Partitions;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.DataPlane.Worker;

/// <summary>
/// A shuffle worker in this process: puts its parts together, starts them in order and stops them in the opposite one. Start: claim the directories, recover
/// what they hold, make the server, report to the control plane. Stop: take
/// no new channels, let open ones finish, leave the control plane, finish the disk queues, free the memory, let go of the directories. Whoever hosts it feeds
/// connections to <see cref="Server"/>.
/// </summary>
public sealed class ShuffleWorker : IAsyncDisposable
{
    private readonly ShuffleWorkerOptions _options;
    private readonly WorkerDirectoryClaim _claim;
    private readonly MemoryLedger _ledger;
    private readonly PartitionStore _store;
    private readonly ControlPlaneReporter _reporter;
    private readonly DataPlaneMetrics _metrics;
    private readonly CancellationTokenSource _stopReporting = new();
    private readonly TaskCompletionSource _registered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _reporting = Task.CompletedTask;
    private DnsEndPoint? _reachable;
    private bool _disposed;

    /// <summary>Claims the directories and recovers what they hold. Blocking, for as long as that takes.</summary>
    /// <param name="options">Validated options.</param>
    /// <param name="controlPlane">Whom to report to.</param>
    /// <param name="time">The clock.</param>
    /// <param name="newId">Makes fresh random ids.</param>
    /// <param name="loggers">Makes loggers.</param>
    /// <param name="meters">Makes the meter of <see cref="DataPlaneMetrics"/>; null for one of its own.</param>
    /// <exception cref="IOException">A directory is held by another process, or belongs to another worker.</exception>
    public ShuffleWorker(ShuffleWorkerOptions options, IWorkerControlPlane controlPlane, TimeProvider time, Func<Guid> newId, ILoggerFactory loggers,
        IMeterFactory? meters = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(newId);
        _options = options;
        if (!DataDirectorySpec.TryParse(options.Storage.DataDirectories, out IReadOnlyList<DataDirectorySpec>? directories, out string? problem))
        {
            throw new ArgumentException(problem, nameof(options));
        }

        _claim = WorkerDirectoryClaim.Take(directories, new WorkerId(newId()), new WorkerIncarnationId(newId()));
        _ledger = new MemoryLedger(options.Memory, WorkerMemory.GuaranteedBuffers(options.Server, options.Memory.BufferBytes));
        _reporter = new ControlPlaneReporter(controlPlane, time, loggers.CreateLogger<ControlPlaneReporter>());
        _metrics = new DataPlaneMetrics(meters);
        _store = new PartitionStore(DataDirectorySet.OfLocal(options.Storage), new PartitionMetrics(_metrics, _reporter), options.Storage, loggers.CreateLogger<PartitionStore>());
        try
        {
            _store.Recover();
        }
        catch
        {
            _store.Dispose();
            _ledger.Dispose();
            _claim.Dispose();
            _metrics.Dispose();
            throw;
        }

        Server = new DataServer(_claim.Identity, options.Server, _ledger, _store, _metrics, time, loggers.CreateLogger<DataServer>());
        WorkerGauges.Observe(_metrics, Server, _ledger, _store.Directories);
    }

    /// <summary>Serves connections.</summary>
    public DataServer Server { get; }

    /// <summary>Who it is.</summary>
    public WorkerIdentity Identity => _claim.Identity;

    /// <summary>The memory budget, to look at.</summary>
    public MemoryLedger Ledger => _ledger;

    /// <summary>Completes when the control plane has taken the worker in.</summary>
    public Task Registered => _registered.Task;

    /// <summary>What it has and uses.</summary>
    public WorkerLoad Load => new(
        [.. _store.Directories.All.Select(directory => directory.Load)],
        _ledger.BudgetBytes,
        (long)_ledger.InUseBuffers * _ledger.BufferBytes,
        Server.OpenWriteChannels,
        Server.OpenReadChannels,
        !Server.IsStopping && _store.Directories.TakesPartitions);

    /// <summary>Begins to report to the control plane.</summary>
    /// <param name="bound">Where its listener is bound.</param>
    public void StartReporting(IPEndPoint bound)
    {
        ArgumentNullException.ThrowIfNull(bound);
        _reachable = new DnsEndPoint(_options.AdvertisedHost ?? bound.Address.ToString(), bound.Port);
        _reporting = _reporter.RunAsync(Identity, Describe, Measure, _store.Release, () => _registered.TrySetResult(), _stopReporting.Token);
    }

    /// <summary>Stops it, in order.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        await Server.StopAsync();
        await _stopReporting.CancelAsync();
        await _reporting;
        if (_reachable is not null && _registered.Task.IsCompleted)
        {
            await _reporter.LeaveAsync(Identity, Load, _store.Release);
        }

        _store.Dispose();
        _ledger.Dispose();
        _claim.Dispose();
        _metrics.Dispose();
        _stopReporting.Dispose();
    }

    private WorkerRegistration Describe() => new(
        Identity.Worker, Identity.Incarnation, _reachable!.Host, _reachable.Port, _options.Rack, Load, _store.Inventory());

    private WorkerLoad Measure()
    {
        foreach (DataDirectory directory in _store.Directories.All)
        {
            directory.RefreshFreeBytes();
        }

        return Load;
    }
}
