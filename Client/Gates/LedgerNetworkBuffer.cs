using System.Diagnostics;
using ShuffleOrleans.DataPlane.Memory;

namespace ShuffleOrleans.Client.Gates;

/// <summary>Received bytes in a ledger buffer; holds one reference to it.</summary>
internal sealed class LedgerNetworkBuffer : BufferHolder
{
    private readonly HolderPool<LedgerNetworkBuffer> _home;
    private BufferSegment _segment;

    /// <param name="home">Where it goes when it is given back.</param>
    public LedgerNetworkBuffer(HolderPool<LedgerNetworkBuffer> home) => _home = home;

    protected override ReadOnlyMemory<byte> Memory => _segment.Memory;

    /// <summary>Begins a use: takes over one reference to the segment's buffer.</summary>
    public LedgerNetworkBuffer Hold(BufferSegment segment)
    {
        Debug.Assert(_segment.Buffer is null, "A holder in use was used again.");
        _segment = segment;
        return this;
    }

    protected override void ReleaseMemory()
    {
        LedgerBuffer buffer = _segment.Buffer;
        _segment = default;
        _home.Return(this);
        buffer.Release();
    }
}
