using ShuffleOrleans.Client.Connections;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.Client.Gates;

/// <summary>
/// The workers one gate reads from, each with its share of the gate's memory. Those that are known together divide it; one that comes later takes what the ledger still gives. Guarded by the gate's
/// lock.
/// </summary>
internal sealed class GateWorkers
{
    // Enough for one open channel of frames as long as a buffer: see GateWorker.MaxOpen.
    private const int MinBuffersPerWorker = 8;

    private readonly Dictionary<WorkerEndpoint, GateWorker> _workers = [];
    private readonly MemoryLedger _ledger;
    private readonly GateOptions _options;
    private readonly string _reader;
    private readonly Action<GateWorker, ShuffleException> _onConnectionLost;

    /// <param name="ledger">Where the memory comes from.</param>
    /// <param name="options">How much.</param>
    /// <param name="reader">Who reads what, for people.</param>
    /// <param name="onConnectionLost">Called when a worker's connection was lost while channels waited to be opened on it.</param>
    public GateWorkers(MemoryLedger ledger, GateOptions options, string reader, Action<GateWorker, ShuffleException> onConnectionLost)
    {
        _ledger = ledger;
        _options = options;
        _reader = reader;
        _onConnectionLost = onConnectionLost;
    }

    /// <summary>All of them, as they are now.</summary>
    public GateWorker[] All => [.. _workers.Values];

    /// <summary>The workers of channels that are known together.</summary>
    /// <exception cref="ShuffleException"><see cref="ShuffleErrorCode.MemoryExhausted"/>.</exception>
    public void AddFor(IEnumerable<GateChannel> channels)
    {
        WorkerEndpoint[] endpoints = [.. channels.Select(channel => EndpointOf(channel.Descriptor)).Distinct()];
        foreach (WorkerEndpoint endpoint in endpoints)
        {
            Add(endpoint, endpoints.Length);
        }
    }

    /// <summary>The worker of one channel, added if it is new.</summary>
    /// <exception cref="ShuffleException"><see cref="ShuffleErrorCode.MemoryExhausted"/>.</exception>
    public GateWorker WorkerOf(GateChannel channel) => Add(EndpointOf(channel.Descriptor), _workers.Count + 1);

    private GateWorker Add(WorkerEndpoint endpoint, int workerCount)
    {
        if (!_workers.TryGetValue(endpoint, out GateWorker? worker))
        {
            worker = new GateWorker(endpoint, OpenAccount(endpoint, workerCount), _options.MaxCreditPerChannelBytes, _onConnectionLost);
            _workers.Add(endpoint, worker);
        }

        return worker;
    }

    private LedgerAccount OpenAccount(WorkerEndpoint endpoint, int workerCount)
    {
        int wanted = (int)(_options.MemoryPerGateBytes / _ledger.BufferBytes / workerCount);
        for (int buffers = Math.Max(wanted, MinBuffersPerWorker); buffers >= MinBuffersPerWorker; buffers /= 2)
        {
            if (_ledger.TryOpenAccount($"{_reader} from {endpoint}", buffers, out LedgerAccount account))
            {
                return account;
            }
        }

        throw new ShuffleException(
            ShuffleErrorCode.MemoryExhausted,
            $"The executor's shuffle memory of {_ledger.BudgetBytes} bytes is all promised: {_reader} in vain. Run fewer tasks at once or raise the budget.");
    }

    private static WorkerEndpoint EndpointOf(ShuffleDescriptor descriptor)
    {
        if (descriptor is not StoredShuffleDescriptor { Allocation.Locations: [WorkerLocation location, ..] })
        {
            throw new ArgumentException($"{descriptor.ResultPartition} is not held by a shuffle worker.", nameof(descriptor));
        }

        // Any process of the worker that has the data will do: attempt and epoch say which data.
        return new WorkerEndpoint(location.Worker, WorkerIncarnationId.None, location.Host, location.DataPort, ConnectionDirection.Read);
    }
}
