using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Extensions.Logging;
using ShuffleOrleans.DataPlane.Inspection;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Metrics;
using ShuffleOrleans.DataPlane.Server;
using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.DataPlane.Storage.InMemory;
using ShuffleOrleans.DataPlane.Storage.Partitions;
using ShuffleOrleans.DataPlane.Storage.Quarantine;
using ShuffleOrleans.DataPlane.Storage.Recovery;
using ShuffleOrleans.DataPlane.Storage.Reduce;
using ShuffleOrleans.DataPlane.Storage.Scrubbing;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Inspection.Workers;

namespace ShuffleOrleans.DataPlane.Worker;

/// <summary>
/// A shuffle worker in this process: puts its parts together, starts them in order and stops them in the opposite one. Start: claim the directories, recover
/// what they hold, make the server, report to the control plane. Stop: take no new channels, let open ones finish, write to disk what is kept in memory, leave
/// the control plane, finish the disk queues, free the memory, let go of the directories. Whoever hosts it feeds connections to <see cref="Server"/>.
/// </summary>
public sealed class ShuffleWorker : IWorkerReporting, IAsyncDisposable
{
    private readonly ShuffleWorkerOptions _options;
    private readonly WorkerDirectoryClaim _claim;
    private readonly MemoryLedger _ledger;
    private readonly Spiller? _spiller;
    private readonly DamagedFiles _quarantine;
    private readonly PartitionStore _store;
    private readonly DiskHealthCheck _healthCheck;
    private readonly Scrubber _scrubber;
    private readonly OrphanExpiry _orphans;
    private readonly ControlPlaneReporter _reporter;
    private readonly DataPlaneMetrics _metrics;
    private readonly TimeProvider _time;
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
        _time = time;
        if (!DataDirectorySpec.TryParse(options.Storage.DataDirectories, out IReadOnlyList<DataDirectorySpec>? directories, out string? problem))
        {
            throw new ArgumentException(problem, nameof(options));
        }

        _claim = WorkerDirectoryClaim.Take(directories, new WorkerId(newId()), new WorkerIncarnationId(newId()));
        _ledger = new MemoryLedger(options.Memory, WorkerMemory.GuaranteedBuffers(options.Server, options.Memory.BufferBytes), time);
        _reporter = new ControlPlaneReporter(controlPlane, time, loggers.CreateLogger<ControlPlaneReporter>());
        _metrics = new DataPlaneMetrics(meters);
        int keptBuffers = WorkerMemory.KeptBuffers(options.Memory, _ledger);
        _spiller = keptBuffers > 0 ? new Spiller(_ledger, keptBuffers, time, loggers.CreateLogger<Spiller>()) : null;
        DataDirectorySet opened = DataDirectorySet.OfLocal(options.Storage, time);
        _quarantine = new DamagedFiles(options.Quarantine, time, loggers.CreateLogger<DamagedFiles>());
        _store = new PartitionStore(
            opened, new PartitionMetrics(_metrics, _reporter), options.Storage, _quarantine, loggers.CreateLogger<PartitionStore>(), _spiller,
            new AppendMemory(_ledger, WorkerMemory.AppendBuffers(_ledger)), time);
        try
        {
            RecoveryReport = Recovery(opened, time, loggers).Run();
        }
        catch
        {
            _store.Dispose();
            _spiller?.Dispose();
            _quarantine.Dispose();
            _ledger.Dispose();
            _claim.Dispose();
            _metrics.Dispose();
            throw;
        }

        _healthCheck = new DiskHealthCheck(_store.Directories, options.Storage, time, loggers.CreateLogger<DiskHealthCheck>());
        _scrubber = new Scrubber(_store, options.Scrubbing, time, loggers.CreateLogger<Scrubber>());
        _orphans = new OrphanExpiry(options.OrphanTimeToLive, _store, time, loggers.CreateLogger<OrphanExpiry>());
        _reporter.Heard = _orphans.OnHeard;
        Server = new DataServer(_claim.Identity, options.Server, _ledger, _store, _metrics, time, loggers.CreateLogger<DataServer>())
        {
            DamageReports = new ReaderComplaints(_scrubber),
        };
        WorkerGauges.Observe(_metrics, Server, _ledger, opened);
        Inspection = new WorkerInspection(new InspectedParts(Server, _ledger, _store, _spiller, _quarantine, _scrubber, RecoveryReport, time));
    }

    /// <summary>What the start has found on the disks.</summary>
    public RecoveryReport RecoveryReport { get; }

    /// <summary>Damaged files that are kept for a person to look at.</summary>
    public IReadOnlyList<QuarantinedPartition> Quarantined => _quarantine.Kept;

    /// <summary>How far the checks of stored partitions are.</summary>
    public ScrubProgress ScrubProgress => _scrubber.Progress;

    /// <summary>Checks every byte of a stored partition now. Damage is acted upon as whenever it is found.</summary>
    /// <param name="attempt">Which.</param>
    public Task<VerificationResult> VerifyNowAsync(PartitionAttemptId attempt) => _scrubber.VerifyNowAsync(attempt);

    /// <summary>Shows its inside.</summary>
    public IWorkerInspection Inspection { get; }

    /// <summary>Serves connections.</summary>
    public DataServer Server { get; }

    /// <summary>Who it is.</summary>
    public WorkerIdentity Identity => _claim.Identity;

    /// <summary>The memory budget, to look at.</summary>
    public MemoryLedger Ledger => _ledger;

    /// <summary>Completes when the control plane has taken the worker in.</summary>
    public Task Registered => _registered.Task;

    /// <summary>The partition attempts that are here now: being written, or committed and not deleted yet.</summary>
    public IReadOnlyList<PartitionAttemptId> Held => _store.Attempts();

    /// <summary>What it has and uses.</summary>
    public WorkerLoad Load => new(
        [.. _store.Directories.All.Select(directory => directory.Load)],
        _ledger.BudgetBytes,
        (long)_ledger.InUseBuffers * _ledger.BufferBytes,
        Server.OpenWriteChannels,
        Server.OpenReadChannels,
        AcceptsWrites);

    /// <summary>
    /// Why it is not ready for new partitions now, for people; null if it is: the control plane takes its reports, and a data directory takes partitions.
    /// </summary>
    public string? WhyNotReady =>
        Server.IsStopping ? "The worker is stopping."
        : _reporter.Unheard is string unheard ? $"The control plane does not know the worker: {unheard}"
        : _store.Directories.TakesPartitions ? null
        : _store.Directories.WhyNoneTakesPartitions();

    private bool AcceptsWrites => !Server.IsStopping && _store.Directories.TakesPartitions;

    /// <summary>
    /// Takes a data directory out: it takes no new partitions and serves what it has. Remembered until it is included or this process ends. Excluding it again
    /// changes the reason.
    /// </summary>
    /// <param name="path">The directory, as configured.</param>
    /// <param name="reason">Who and why, for people.</param>
    /// <exception cref="ShuffleException"><see cref="ShuffleErrorCode.InvalidRequest"/>: the worker has no such directory.</exception>
    public void ExcludeDirectory(string path, string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        _store.Directories.Named(path).Exclude(reason);
    }

    /// <summary>Takes an excluded data directory back in: its health decides again. Does nothing if it is not excluded.</summary>
    /// <param name="path">The directory, as configured.</param>
    /// <exception cref="ShuffleException"><see cref="ShuffleErrorCode.InvalidRequest"/>: the worker has no such directory.</exception>
    public void IncludeDirectory(string path) => _store.Directories.Named(path).Include();

    /// <summary>Begins to report to the control plane.</summary>
    /// <param name="bound">Where its listener is bound.</param>
    public void StartReporting(IPEndPoint bound)
    {
        ArgumentNullException.ThrowIfNull(bound);
        _reachable = new DnsEndPoint(_options.AdvertisedHost ?? bound.Address.ToString(), bound.Port);
        _reporting = _reporter.RunAsync(
            Identity, Describe, _store.Damage.Remains, Measure, _store.Release, () => _registered.TrySetResult(), _stopReporting.Token);
    }

    /// <summary>
    /// Deletes a partition attempt, whatever its state, as an order of the control plane does: soon, once its readers are done. Never blocks; repeating it is
    /// no error.
    /// </summary>
    public void Release(PartitionAttemptId attempt) => _store.Release(attempt);

    /// <inheritdoc/>
    public void ReportNow() => _reporter.ReportNow();

    /// <inheritdoc/>
    public void RegisterAnew() => _reporter.RegisterAnew();

    /// <summary>Stops it, in order.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        await StopServingAsync();
        await _stopReporting.CancelAsync();
        await _reporting;
        if (_reachable is not null && _registered.Task.IsCompleted)
        {
            await _reporter.LeaveAsync(Identity, Load, _store.Release);
        }

        await _healthCheck.DisposeAsync();
        _orphans.Dispose();
        _scrubber.Dispose();
        _quarantine.Dispose();
        _store.Dispose();
        _spiller?.Dispose();
        _ledger.Dispose();
        _claim.Dispose();
        _metrics.Dispose();
        _stopReporting.Dispose();
    }

    // What lies in memory is written to disk while channels finish, and afterwards for what is left of the same time, so that a planned restart loses nothing.
    private async Task StopServingAsync()
    {
        long started = _time.GetTimestamp();
        _spiller?.BeginDrain();
        await Server.StopAsync();
        if (_spiller is not null)
        {
            TimeSpan left = _options.Server.DrainTimeout - _time.GetElapsedTime(started);
            await _spiller.DrainAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        }
    }

    private StorageRecovery Recovery(DataDirectorySet directories, TimeProvider time, ILoggerFactory loggers)
    {
        IStoredFileHandler[] handlers =
        [
            new PartitionRecovery(_store, _quarantine, _options.Recovery.VerifyIndexesAtStart),
            new ReduceFileRecovery(_store, time),
            new PartialFileRecovery(),
            new QuarantineRecovery(_quarantine),
        ];
        return new StorageRecovery(directories, handlers, _options.Recovery, time, loggers.CreateLogger<StorageRecovery>());
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
