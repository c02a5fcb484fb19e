using System.Numerics;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.Protocol.Errors;

namespace ShuffleOrleans.Client.Writers;

/// <summary>Where writers get their memory, and how it is cut. Shared by the writers of an executor; each owns the pool it gets.</summary>
internal sealed class WriterMemory
{
    // Fewer bytes than this in a frame would be mostly header and handling.
    private const int MinChunkBytes = 4 * 1024;

    private const long MinRegionBytes = 1024 * 1024;

    private readonly MemoryLedger _ledger;
    private readonly WriterOptions _options;

    public WriterMemory(MemoryLedger ledger, WriterOptions options)
    {
        _ledger = ledger;
        _options = options;
    }

    /// <summary>Takes the memory of one writer, or as much of it as is left.</summary>
    /// <param name="purpose">Who writes what, for people.</param>
    /// <param name="subpartitionCount">For how many consumers.</param>
    /// <param name="maxFrameLength">The longest frame that every worker takes.</param>
    /// <exception cref="ShuffleException"><see cref="ShuffleErrorCode.MemoryExhausted"/>.</exception>
    public ChunkPool OpenPool(string purpose, int subpartitionCount, int maxFrameLength)
    {
        int wanted = (int)(_options.MemoryPerPartitionBytes / _ledger.BufferBytes);
        for (int buffers = wanted; buffers >= 2; buffers /= 2)
        {
            if (_ledger.TryOpenAccount(purpose, buffers, out LedgerAccount account))
            {
                return new ChunkPool(account, ChunkBytes(account, subpartitionCount, maxFrameLength));
            }
        }

        throw new ShuffleException(
            ShuffleErrorCode.MemoryExhausted,
            $"The executor's shuffle memory of {_ledger.BudgetBytes} bytes is all promised: {purpose} in vain. Run fewer tasks at once or raise the budget.");
    }

    /// <summary>
    /// The most chunks of one region: the stretch of each subpartition that the options ask for, but never more than half of the memory, so that one region can
    /// be filled while the one before is on its way, and enough to fill a data message.
    /// </summary>
    public int RegionChunks(ChunkPool pool, int subpartitionCount)
    {
        long wanted = Math.Max(MinRegionBytes, _options.StretchBytes * subpartitionCount) / pool.ChunkBytes;
        return (int)Math.Max(1, Math.Min(wanted, pool.Capacity / 2));
    }

    // As large as one frame may be, halved until every subpartition can have a chunk of the region and one more.
    private static int ChunkBytes(LedgerAccount account, int subpartitionCount, int maxFrameLength)
    {
        int chunk = Math.Min(account.BufferBytes, 1 << BitOperations.Log2((uint)maxFrameLength));
        long regionBytes = (long)account.Quota * account.BufferBytes / 2;
        while (chunk > MinChunkBytes && regionBytes / chunk < 2L * subpartitionCount)
        {
            chunk /= 2;
        }

        return chunk;
    }
}
