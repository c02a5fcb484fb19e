using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Client.Metrics;
using ShuffleOrleans.DataPlane.Memory;

namespace ShuffleOrleans.Client.Gates;

/// <summary>Makes the buffers that one gate's task polls, over and over from the same objects. Used by the task; buffers come back from any thread.</summary>
/// <param name="metrics">Counts what is decompressed into them.</param>
internal sealed class NetworkBuffers(ClientMetrics metrics)
{
    private readonly HolderPool<LedgerNetworkBuffer> _ledger = new();
    private readonly HolderPool<PooledNetworkBuffer> _pooled = new();

    /// <summary>Compressed bytes became so many.</summary>
    public void OnDecompressed(int input, int output) => metrics.OnDecompressed(input, output);

    /// <summary>A buffer over received bytes. Takes over one reference to the segment's buffer.</summary>
    public NetworkBuffer Over(BufferSegment segment) => (_ledger.TryTake() ?? new LedgerNetworkBuffer(_ledger)).Hold(segment).Buffer;

    /// <summary>A buffer to be filled, whose <see cref="BufferHolder.Buffer"/> is then the task's.</summary>
    public PooledNetworkBuffer Rent(int length) => (_pooled.TryTake() ?? new PooledNetworkBuffer(_pooled)).Hold(length);
}
