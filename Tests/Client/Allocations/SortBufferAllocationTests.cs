using ShuffleOrleans.Client.Writers;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.Protocol.Frames;

namespace ShuffleOrleans.Tests.Client.Allocations;

/// <summary>A region is filled, sealed and drained without a managed byte.</summary>
public sealed class SortBufferAllocationTests : IDisposable
{
    private const int Buckets = 16;
    private const int ChunkBytes = 8 * 1024;
    private const int RecordsPerBucket = 200;

    private readonly MemoryLedger _ledger = new(new MemoryLedgerOptions { BudgetBytes = 16 * 1024 * 1024, BufferBytes = 64 * 1024 });
    private readonly byte[] _record = new byte[100];
    private readonly ChunkPool _pool;
    private readonly SortBuffer _buffer;

    public SortBufferAllocationTests()
    {
        Assert.True(_ledger.TryOpenAccount("guard", guaranteedBuffers: 16, out LedgerAccount account));
        _pool = new ChunkPool(account, ChunkBytes);
        _buffer = new SortBuffer(_pool, Buckets, _pool.Capacity);
    }

    public void Dispose()
    {
        _buffer.Clear();
        _pool.Dispose();
        _ledger.Dispose();
    }

    [Fact]
    public void AppendAndDrain_AllocateNothing() => Assert.Equal(0, TestKit.Allocations.SteadyState.AllocatedBytes(
        () =>
        {
            Fill();
            for (int bucket = 0; bucket < Buckets; bucket++)
            {
                if (_buffer.Take(bucket) is Chunk first)
                {
                    _pool.Return(first);
                }
            }
        },
        runs: 50));

    [Fact]
    public void SealedChunks_AllocateNothing()
    {
        FrameSeed seed = new(default, attempt: 0);
        Assert.Equal(0, TestKit.Allocations.SteadyState.AllocatedBytes(
            () =>
            {
                Fill();
                for (int bucket = 0; bucket < Buckets; bucket++)
                {
                    Chunk? first = _buffer.Take(bucket);
                    for (Chunk? chunk = first; chunk is not null; chunk = chunk.Next)
                    {
                        chunk.Seal(seed, bucket, region: 0, sequence: 0, FrameKind.Data, FrameFlags.None);
                    }

                    if (first is not null)
                    {
                        _pool.Return(first);
                    }
                }
            },
            runs: 50));
    }

    // A bucket gets more than one chunk.
    private void Fill()
    {
        for (int i = 0; i < RecordsPerBucket * Buckets; i++)
        {
            Assert.True(_buffer.Append(_record, i % Buckets) == _record.Length);
        }
    }
}
