using ShuffleOrleans.Client.Connections;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.Protocol.Errors;

namespace ShuffleOrleans.Client.Gates;

/// <summary>
/// The workers one gate reads from, each with its share of the gate's memory. Those that are known together divide it; one that comes later takes what the
/// ledger still gives. Guarded by the gate's lock.
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

    /// <summary>Adds workers that have become known together.</summary>
    /// <exception cref="ShuffleException"><see cref="ShuffleErrorCode.MemoryExhausted"/>.</exception>
    public void AddAll(IEnumerable<WorkerEndpoint> endpoints)
    {
        WorkerEndpoint[] added = [.. endpoints.Distinct().Where(endpoint => !_workers.ContainsKey(endpoint))];
        int workerCount = _workers.Count + added.Length;
        foreach (WorkerEndpoint endpoint in added)
        {
            _workers.Add(endpoint, new GateWorker(endpoint, OpenAccount(endpoint, workerCount), _options.MaxCreditPerChannelBytes, _onConnectionLost));
        }
    }

    /// <summary>One of them; added if it became known by itself.</summary>
    /// <exception cref="ShuffleException"><see cref="ShuffleErrorCode.MemoryExhausted"/>.</exception>
    public GateWorker WorkerAt(WorkerEndpoint endpoint)
    {
        if (!_workers.TryGetValue(endpoint, out GateWorker? worker))
        {
            AddAll([endpoint]);
            worker = _workers[endpoint];
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
}
