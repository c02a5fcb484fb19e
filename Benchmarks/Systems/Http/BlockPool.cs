using System.Buffers;
using System.Collections.Concurrent;

namespace ShuffleOrleans.Benchmarks.Systems.Http;

/// <summary>
/// Memory of Kestrel's pipes in large blocks instead of its 4 KiB, so that a receive, a file write and a send move many kilobytes at once. Blocks are pinned
/// and not zeroed, may be returned from any thread, and are kept up to a limit. Owned by Kestrel, which disposes it with the server.
/// </summary>
internal sealed class BlockPool : MemoryPool<byte>
{
    /// <summary>Bytes of a block.</summary>
    public const int BlockBytes = 256 * 1024;

    // 128 MiB: more than the connections of a run ever hold at once.
    private const int MaxIdleBlocks = 512;

    private readonly ConcurrentQueue<byte[]> _idle = new();

    /// <summary>The largest piece of memory that it rents.</summary>
    public override int MaxBufferSize => BlockBytes;

    /// <summary>A whole block, whatever is asked for.</summary>
    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, BlockBytes);
        return new Block(this, _idle.TryDequeue(out byte[]? bytes) ? bytes : GC.AllocateUninitializedArray<byte>(BlockBytes, pinned: true));
    }

    protected override void Dispose(bool disposing) => _idle.Clear();

    private void Return(byte[] bytes)
    {
        if (_idle.Count < MaxIdleBlocks)
        {
            _idle.Enqueue(bytes);
        }
    }

    private sealed class Block(BlockPool pool, byte[] bytes) : IMemoryOwner<byte>
    {
        private byte[]? _bytes = bytes;

        public Memory<byte> Memory => _bytes;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _bytes, null) is { } returned)
            {
                pool.Return(returned);
            }
        }
    }
}
