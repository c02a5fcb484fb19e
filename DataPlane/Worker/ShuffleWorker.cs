using System.Net;
using Microsoft.Extensions.Logging;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Server;
using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.DataPlane.Storage.Partitions;
using ShuffleOrleans.DataPlane.Storage.Quarantine;
using ShuffleOrleans.DataPlane.Storage.Recovery;
using ShuffleOrleans.DataPlane.Storage.Scrubbing;
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
    private readonly DamagedFiles _quarantine;
    private readonly PartitionStore _store;
    private readonly Scrubber _scrubber;
    private readonly OrphanExpiry _orphans;
    private readonly ControlPlaneReporter _reporter;
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
    /// <exception cref="IOException">A directory is held by another process, or belongs to another worker.</exception>
    public ShuffleWorker(ShuffleWorkerOptions options, IWorkerControlPlane controlPlane, TimeProvider time, Func<Guid> newId, ILoggerFactory loggers)
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
        DataDirectorySet opened = DataDirectorySet.OfLocal(options.Storage);
        _quarantine = new DamagedFiles(options.Quarantine, time, loggers.CreateLogger<DamagedFiles>());
        _store = new PartitionStore(opened, _reporter, options.Storage, _quarantine, loggers.CreateLogger<PartitionStore>());
        try
        {
            RecoveryReport = Recovery(opened, time, loggers).Run();
        }
        catch
        {
            _store.Dispose();
            _quarantine.Dispose();
            _ledger.Dispose();
            _claim.Dispose();
            throw;
        }

        _scrubber = new Scrubber(_store, options.Scrubbing, time, loggers.CreateLogger<Scrubber>());
        _orphans = new OrphanExpiry(options.OrphanTimeToLive, _store, time, loggers.CreateLogger<OrphanExpiry>());
        _reporter.Heard = _orphans.OnHeard;
        Server = new DataServer(_claim.Identity, options.Server, _ledger, _store, time, loggers.CreateLogger<DataServer>())
        {
            DamageReports = new ReaderComplaints(_scrubber),
        };
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

        _orphans.Dispose();
        _scrubber.Dispose();
        _quarantine.Dispose();
        _store.Dispose();
        _ledger.Dispose();
        _claim.Dispose();
        _stopReporting.Dispose();
    }

    private StorageRecovery Recovery(DataDirectorySet directories, TimeProvider time, ILoggerFactory loggers)
    {
        IStoredFileHandler[] handlers =
        [
            new MapPartitionRecovery(_store, _quarantine, _options.Recovery.VerifyIndexesAtStart),
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
