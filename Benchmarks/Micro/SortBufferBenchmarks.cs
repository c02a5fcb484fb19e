using BenchmarkDotNet.Attributes;
using ShuffleOrleans.Client.Writers;
using ShuffleOrleans.DataPlane.Memory;

namespace ShuffleOrleans.Benchmarks.Micro;

/// <summary>A region of records: appended in turn to every consumer's bucket until the memory is full, then drained.</summary>
public class SortBufferBenchmarks : IDisposable
{
    private const int RegionBytes = 16 * 1024 * 1024;
    private const int LedgerBytes = 32 * 1024 * 1024;

    private byte[] _record = [];
    private MemoryLedger? _ledger;
    private ChunkPool? _pool;
    private SortBuffer? _buffer;

    /// <summary>How many bytes a region takes; a record has 100.</summary>
    [Params(RegionBytes)]
    public int Bytes { get; set; }

    /// <summary>How many consumers there are.</summary>
    [Params(8, 200)]
    public int Consumers { get; set; }

    /// <summary>Opens the memory.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _record = MicroData.Bytes(100);
        _ledger = new MemoryLedger(new MemoryLedgerOptions { BudgetBytes = LedgerBytes });
        if (!_ledger.TryOpenAccount("benchmark", _ledger.TotalBuffers, out LedgerAccount account))
        {
            throw new InvalidOperationException("The ledger promises nothing.");
        }

        _pool = new ChunkPool(account, chunkBytes: 32 * 1024);
        _buffer = new SortBuffer(_pool, Consumers, _pool.Capacity);
    }

    /// <summary>Ends it.</summary>
    [GlobalCleanup]
    public void Dispose()
    {
        _buffer!.Clear();
        _pool!.Dispose();
        _ledger!.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Append and drain; nothing is sealed or sent.</summary>
    [Benchmark]
    public void FillAndDrain()
    {
        for (int i = 0; i < Bytes / _record.Length; i++)
        {
            _buffer!.Append(_record, i % Consumers);
        }

        for (int bucket = 0; bucket < Consumers; bucket++)
        {
            if (_buffer!.Take(bucket) is Chunk first)
            {
                _pool!.Return(first);
            }
        }
    }
}
