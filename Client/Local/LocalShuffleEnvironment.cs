using Microsoft.Extensions.Logging;
using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Client.Remote;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Client.Local;

/// <summary>
/// The local shuffle service in a task executor: a shuffle worker of its own that holds what its tasks write, and writers and gates that know no difference
/// between it and any other worker. Tasks write to the worker beside them; gates read from whichever executor holds a partition. Dispose order: writers and
/// gates (their tasks'), connections, listener, worker; then everything it held is deleted.
/// </summary>
public sealed partial class LocalShuffleEnvironment : IShuffleEnvironment
{
    private readonly LocalWorkerControlPlane _controlPlane = new();
    private readonly LocalShuffleOptions _options;
    private readonly ShuffleEnvironmentContext _context;
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _loggers;
    private readonly ILogger _logger;
    private readonly RemoteShuffleEnvironment _tasks;
    private ExecutorWorker? _worker;

    /// <summary>Makes the environment of one executor.</summary>
    /// <param name="options">Settings.</param>
    /// <param name="context">The executor. No other one that uses the same data directories has its name.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">Makes loggers.</param>
    /// <exception cref="ArgumentException">Some settings make no sense; the message names them all.</exception>
    public LocalShuffleEnvironment(LocalShuffleOptions options, ShuffleEnvironmentContext context, TimeProvider time, ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        options.Validate();
        options.ValidateWorker();
        if (!ExecutorDirectory.IsName(context.ExecutorId))
        {
            throw new ArgumentException($"'{context.ExecutorId}' cannot name an executor's directories: it is empty or too long.", nameof(context));
        }

        _options = options;
        _context = context;
        _time = time;
        _loggers = loggers;
        _logger = loggers.CreateLogger<LocalShuffleEnvironment>();
        _tasks = new RemoteShuffleEnvironment(options.ForTasks(), context, time);
        _controlPlane.Reported += OnReported;
    }

    /// <summary>The memory of writers, gates and connections, to look at.</summary>
    public MemoryLedger Ledger => _tasks.Ledger;

    /// <summary>The memory of the partitions being written here, to look at.</summary>
    /// <exception cref="InvalidOperationException">It is not started.</exception>
    public MemoryLedger WorkerLedger => Worker.Worker.Ledger;

    /// <summary>Hears what happens to the partitions held here.</summary>
    internal LocalWorkerControlPlane ControlPlane => _controlPlane;

    private ExecutorWorker Worker => _worker ?? throw new InvalidOperationException("The shuffle environment is not started.");

    /// <inheritdoc/>
    /// <exception cref="ShuffleException"><see cref="ShuffleErrorCode.InvalidRequest"/>: LZ4 is asked for and the system has no liblz4.</exception>
    /// <exception cref="IOException">A directory is held by another process, or the port is taken.</exception>
    public async ValueTask<int> StartAsync(CancellationToken cancellationToken = default)
    {
        if (_worker is not null)
        {
            throw new InvalidOperationException("The shuffle environment is started already.");
        }

        await _tasks.StartAsync(cancellationToken);
        _worker = await ExecutorWorker.StartAsync(_options, _context.ExecutorId, _controlPlane, _time, _loggers, cancellationToken);
        LogStarted(_context.ExecutorId, _worker.Bound);
        return _worker.Bound.Port;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A partition was registered for another executor, or with another shuffle service.</exception>
    public IReadOnlyList<IResultPartitionWriter> CreateResultPartitionWriters(
        ShuffleIOOwnerContext owner, IReadOnlyList<ResultPartitionDeploymentDescriptor> partitions)
    {
        ArgumentNullException.ThrowIfNull(partitions);
        return _tasks.CreateResultPartitionWriters(owner, [.. partitions.Select(partition => partition with { Shuffle = RequireMine(partition.Shuffle) })]);
    }

    /// <inheritdoc/>
    public IReadOnlyList<IInputGate> CreateInputGates(ShuffleIOOwnerContext owner, IReadOnlyList<InputGateDeploymentDescriptor> gates)
    {
        ArgumentNullException.ThrowIfNull(gates);
        return _tasks.CreateInputGates(owner, [.. gates.Select(gate => gate with { Shuffles = [.. gate.Shuffles.Select(Locate)] })]);
    }

    /// <inheritdoc/>
    public bool UpdatePartitionInfo(ShuffleDescriptor descriptor) => _tasks.UpdatePartitionInfo(Locate(descriptor));

    /// <inheritdoc/>
    public void ReleasePartitionsLocally(IReadOnlyCollection<ResultPartitionId> partitions)
    {
        ArgumentNullException.ThrowIfNull(partitions);
        Worker.Release(partitions);
    }

    /// <inheritdoc/>
    public IReadOnlyCollection<ResultPartitionId> GetPartitionsOccupyingLocalResources() => _worker?.Held() ?? [];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _tasks.DisposeAsync();
        if (_worker is not null)
        {
            await _worker.DisposeAsync();
        }
    }

    private LocalShuffleDescriptor RequireMine(ShuffleDescriptor descriptor)
    {
        LocalShuffleDescriptor local = RequireLocal(descriptor);
        return local.ExecutorId == _context.ExecutorId
            ? AtSelf(local)
            : throw new ArgumentException(
                $"{local.ResultPartition} was registered for executor {local.ExecutorId} and is to be written on {_context.ExecutorId}.", nameof(descriptor));
    }

    private ShuffleDescriptor Locate(ShuffleDescriptor descriptor)
    {
        if (descriptor is UnknownShuffleDescriptor)
        {
            return descriptor;
        }

        LocalShuffleDescriptor local = RequireLocal(descriptor);
        return local.ExecutorId == _context.ExecutorId ? AtSelf(local) : local;
    }

    // By which name others reach this executor is none of its own concern.
    private LocalShuffleDescriptor AtSelf(LocalShuffleDescriptor descriptor) =>
        descriptor with { Allocation = descriptor.Allocation with { Locations = [Worker.Self] } };

    private static LocalShuffleDescriptor RequireLocal(ShuffleDescriptor descriptor) => descriptor as LocalShuffleDescriptor
        ?? throw new ArgumentException(
            $"{descriptor?.ResultPartition} has a descriptor of type {descriptor?.GetType().Name}; the local shuffle service takes its own.",
            nameof(descriptor));

    private void OnReported(PartitionChange change)
    {
        if (change.Kind == PartitionChangeKind.Lost)
        {
            LogLost(change.Attempt, change.Reason);
        }
    }
}
