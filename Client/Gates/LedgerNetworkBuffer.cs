using ShuffleOrleans.Client.Api;
using ShuffleOrleans.DataPlane.Memory;

namespace ShuffleOrleans.Client.Gates;

/// <summary>Received bytes in a ledger buffer; holds one reference to it.</summary>
internal sealed class LedgerNetworkBuffer : NetworkBuffer
{
    private readonly BufferSegment _segment;
    private int _disposed;

    /// <summary>Takes over one reference to the segment's buffer.</summary>
    public LedgerNetworkBuffer(BufferSegment segment) => _segment = segment;

    public override ReadOnlyMemory<byte> Memory => _disposed == 0 ? _segment.Memory : throw new ObjectDisposedException(nameof(NetworkBuffer));

    public override void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            throw new ObjectDisposedException(nameof(NetworkBuffer), "A network buffer was given back twice.");
        }

        _segment.Buffer.Release();
    }
}
