using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Client.ControlPlane;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Client.Remote;

/// <summary>
/// The shuffle master of the remote shuffle service, over any control plane. Lives in the engine's JobMaster, which disposes it; the control plane stays its
/// maker's.
/// </summary>
/// <remarks>
/// Callbacks come from background threads. Ending a job or disposing the master waits for the callbacks that run, so a callback must not wait for either. A
/// job that was fenced or has expired is a fatal error of the whole master, told once: another JobMaster is in charge, or the data is gone.
/// </remarks>
public sealed partial class RemoteShuffleMaster : IShuffleMaster
{
    private readonly ConcurrentDictionary<JobId, RemoteJob> _jobs = new();
    private readonly IShuffleMasterContext _context;
    private readonly RemoteMasterServices _services;
    private readonly ILogger _logger;
    private volatile bool _disposed;
    private int _fatalErrorTold;

    /// <summary>Makes a shuffle master; nothing is sent before the first job.</summary>
    /// <param name="controlPlane">The control plane.</param>
    /// <param name="context">The engine.</param>
    /// <param name="options">Settings.</param>
    /// <param name="timeProvider">The clock of heartbeats and pauses.</param>
    /// <param name="random">The source of jitter; used under a lock.</param>
    /// <param name="loggers">Makes loggers.</param>
    /// <exception cref="ArgumentException">The options make no sense.</exception>
    public RemoteShuffleMaster(
        IShuffleControlPlane controlPlane,
        IShuffleMasterContext context,
        RemoteShuffleMasterOptions options,
        TimeProvider timeProvider,
        Random random,
        ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(timeProvider);
        options.Validate();
        _context = context;
        _logger = loggers.CreateLogger<RemoteShuffleMaster>();
        JobInstanceId instance = options.Instance ?? JobInstanceId.FromGuid(Guid.CreateVersion7(timeProvider.GetUtcNow()));
        var schedule = new RetrySchedule(options.FirstRetryDelay, options.MaxRetryDelay, random);
        _services = new(controlPlane, instance, options, schedule, timeProvider, loggers, OnFatalError);
    }

    /// <inheritdoc/>
    public async Task RegisterJobAsync(IJobShuffleContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        ObjectDisposedException.ThrowIf(_disposed, this);
        var job = new RemoteJob(_services, context);
        if (!_jobs.TryAdd(context.Job, job))
        {
            throw new ShuffleException(ShuffleErrorCode.InvalidRequest, $"Job {context.Job} is registered already; end it before you register it again.");
        }

        try
        {
            await job.StartAsync(cancellationToken).ConfigureAwait(false);
            ObjectDisposedException.ThrowIf(_disposed, this);
        }
        catch
        {
            _jobs.TryRemove(KeyValuePair.Create(context.Job, job));
            await job.StopAsync(NotRegistered(context.Job)).ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    /// <remarks>If the service cannot be reached the job is stopped here all the same, so that it expires there; repeat the call to end it at once.</remarks>
    public async Task UnregisterJobAsync(JobId job, CancellationToken cancellationToken = default)
    {
        if (!_jobs.TryGetValue(job, out RemoteJob? registered))
        {
            return;
        }

        await registered.StopAsync(NotRegistered(job)).ConfigureAwait(false);
        await _services.ControlPlane.UnregisterJobAsync(new JobUnregistration(job, _services.Instance), cancellationToken).ConfigureAwait(false);
        _jobs.TryRemove(KeyValuePair.Create(job, registered));
    }

    /// <inheritdoc/>
    public async Task<ShuffleDescriptor> RegisterPartitionWithProducerAsync(
        JobId job, PartitionDescriptor partition, ProducerDescriptor producer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(partition);
        ArgumentNullException.ThrowIfNull(producer);
        ObjectDisposedException.ThrowIf(_disposed, this);
        RemoteJob registered = _jobs.TryGetValue(job, out RemoteJob? found) ? found : throw NotRegistered(job);
        return await registered.AllocateAsync(partition, producer, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <remarks>An output whose job has ended is gone already, and one that is not known yet was never anywhere: both are no error.</remarks>
    public Task ReleasePartitionExternallyAsync(ShuffleDescriptor descriptor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(descriptor);
        return descriptor switch
        {
            UnknownShuffleDescriptor => Task.CompletedTask,
            RemoteShuffleDescriptor remote => _jobs.TryGetValue(remote.Allocation.Attempt.Partition.Job, out RemoteJob? job)
                ? job.ReleaseAsync(remote, cancellationToken)
                : Task.CompletedTask,
            _ => throw new ArgumentException($"{descriptor.GetType().Name} is of another shuffle service; release it there.", nameof(descriptor)),
        };
    }

    /// <inheritdoc/>
    public long ComputeShuffleMemorySizeForTask(TaskInputsOutputsDescriptor task)
    {
        ArgumentNullException.ThrowIfNull(task);
        RemoteShuffleMasterOptions options = _services.Options;
        return checked((task.ResultPartitionCount * options.BytesPerResultPartition) + (task.InputGateCount * options.BytesPerInputGate));
    }

    /// <summary>
    /// Where an output is now. A worker that restarts offers its data again at a new place; consumers that are deployed later need the descriptor of that
    /// place.
    /// </summary>
    /// <param name="job">The job.</param>
    /// <param name="partition">The output, registered with this master.</param>
    /// <param name="descriptor">How to reach it.</param>
    /// <returns>False if the output is not known here, was released or is lost.</returns>
    public bool TryGetCurrentDescriptor(JobId job, ResultPartitionId partition, [NotNullWhen(true)] out ShuffleDescriptor? descriptor)
    {
        RemoteShuffleDescriptor? current = null;
        bool found = _jobs.TryGetValue(job, out RemoteJob? registered) && registered.TryGetCurrent(partition, out current);
        descriptor = current;
        return found;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        await Task.WhenAll(_jobs.Values.Select(job => job.DisposeAsync().AsTask())).ConfigureAwait(false);
        _jobs.Clear();
    }

    private static ShuffleException NotRegistered(JobId job)
        => new(ShuffleErrorCode.JobNotFound, $"Job {job} is not registered with this shuffle master, or was ended; register it first.");

    private void OnFatalError(JobId job, Exception error)
    {
        LogFatalError(error, job);
        if (Interlocked.Exchange(ref _fatalErrorTold, 1) == 0)
        {
            _context.OnFatalError(error);
        }
    }
}
