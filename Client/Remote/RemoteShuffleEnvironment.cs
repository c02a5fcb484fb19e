using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Client.Compression;
using ShuffleOrleans.Client.Connections;
using ShuffleOrleans.Client.Gates;
using ShuffleOrleans.Client.Writers;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Transport;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Client.Remote;

/// <summary>
/// The remote shuffle service in a task executor: makes writers to and gates from shuffle workers, over shared connections and one memory budget. Holds no
/// partition itself, so the executor may leave as soon as its tasks are done. Dispose
/// order: writers and gates (their tasks'), connections, memory.
/// </summary>
public sealed class RemoteShuffleEnvironment : IShuffleEnvironment
{
    private readonly Lock _lock = new();
    private readonly List<RemoteInputGate> _gates = [];
    private readonly RemoteShuffleOptions _options;
    private readonly MemoryLedger _ledger;
    private readonly WriterMemory _writerMemory;
    private readonly ConnectionPool _connections;

    /// <summary>Makes the environment of one executor.</summary>
    /// <param name="options">Settings.</param>
    /// <param name="context">Whose environment it is.</param>
    /// <param name="time">The clock.</param>
    /// <param name="meters">Makes the meter of <see cref="Metrics.ClientMetrics"/>; null for one of its own.</param>
    public RemoteShuffleEnvironment(RemoteShuffleOptions options, ShuffleEnvironmentContext context, TimeProvider time, IMeterFactory? meters = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        _options = options;
        _ledger = new MemoryLedger(options.Memory);
        _writerMemory = new WriterMemory(_ledger, options.Writers);
        SocketConnectionFactory factory = new(Options.Create(options.Transport));
        _connections = new ConnectionPool(factory, _ledger, options.Connections, time, context.ExecutorId, meters);
    }

    /// <summary>The executor's shuffle memory, to look at.</summary>
    public MemoryLedger Ledger => _ledger;

    /// <inheritdoc/>
    /// <exception cref="ShuffleException"><see cref="ShuffleErrorCode.InvalidRequest"/>: LZ4 is asked for and the system has no liblz4.</exception>
    public ValueTask<int> StartAsync(CancellationToken cancellationToken = default)
    {
        if (_options.Compression == CompressionCodec.Lz4 && !Lz4.IsAvailable)
        {
            throw new ShuffleException(
                ShuffleErrorCode.InvalidRequest, "Compression is set to Lz4 and this system has no liblz4: install it (Debian: liblz4-1) or set it to None.");
        }

        return ValueTask.FromResult(0);
    }

    /// <inheritdoc/>
    public IReadOnlyList<IResultPartitionWriter> CreateResultPartitionWriters(
        ShuffleIOOwnerContext owner, IReadOnlyList<ResultPartitionDeploymentDescriptor> partitions)
    {
        ArgumentNullException.ThrowIfNull(owner);
        ArgumentNullException.ThrowIfNull(partitions);
        return [.. partitions.Select(partition => new RemoteResultPartitionWriter(
            RequireStored(partition.Shuffle), partition.SubpartitionCount, _connections, _writerMemory, _options.Compression, owner.OwnerName))];
    }

    /// <inheritdoc/>
    public IReadOnlyList<IInputGate> CreateInputGates(ShuffleIOOwnerContext owner, IReadOnlyList<InputGateDeploymentDescriptor> gates)
    {
        ArgumentNullException.ThrowIfNull(owner);
        ArgumentNullException.ThrowIfNull(gates);
        RemoteInputGate[] made = [.. gates.Select(
            gate => new RemoteInputGate(gate, _connections, _ledger, _options.Gates, owner.OwnerName) { Disposed = Forget })];
        lock (_lock)
        {
            _gates.AddRange(made);
        }

        return made;
    }

    /// <inheritdoc/>
    public bool UpdatePartitionInfo(ShuffleDescriptor descriptor)
    {
        StoredShuffleDescriptor stored = RequireStored(descriptor);
        RemoteInputGate[] gates;
        lock (_lock)
        {
            gates = [.. _gates];
        }

        bool any = false;
        foreach (RemoteInputGate gate in gates)
        {
            any |= gate.Update(stored);
        }

        return any;
    }

    /// <inheritdoc/>
    public void ReleasePartitionsLocally(IReadOnlyCollection<ResultPartitionId> partitions)
    {
        // Nothing is held here: the workers' data is released through the shuffle master.
    }

    /// <inheritdoc/>
    public IReadOnlyCollection<ResultPartitionId> GetPartitionsOccupyingLocalResources() => [];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _connections.DisposeAsync();
        _ledger.Dispose();
    }

    private void Forget(RemoteInputGate gate)
    {
        lock (_lock)
        {
            _gates.Remove(gate);
        }
    }

    // Whose worker it is makes no difference to writers and gates.
    private static StoredShuffleDescriptor RequireStored(ShuffleDescriptor descriptor) => descriptor as StoredShuffleDescriptor
        ?? throw new ArgumentException(
            $"{descriptor?.ResultPartition} has a descriptor of type {descriptor?.GetType().Name}, which is not held by a shuffle worker.", nameof(descriptor));
}
