namespace ShuffleOrleans.Protocol.Checksums;

/// <summary>
/// The digest over a sequence of frame checksums: FNV-1a, 64 bits (offset basis 0xCBF29CE484222325, prime 0x100000001B3), fed with the four
/// little-endian bytes of each frame's CRC-32C, in order. It depends on every frame and on their order.
/// Source: draft-eastlake-fnv.
/// </summary>
public struct FrameDigest
{
    private const ulong OffsetBasis = 0xCBF29CE484222325;
    private const ulong Prime = 0x100000001B3;

    // Kept xor-ed with the basis, so that default(FrameDigest) is a fresh digest.
    private ulong _state;

    /// <summary>The digest of everything fed so far; <c>0xCBF29CE484222325</c> for no frame at all.</summary>
    public readonly ulong Value => _state ^ OffsetBasis;

    /// <summary>Feeds the checksum of the next frame.</summary>
    public void Append(uint frameChecksum)
    {
        ulong hash = Value;
        hash = (hash ^ (byte)frameChecksum) * Prime;
        hash = (hash ^ (byte)(frameChecksum >> 8)) * Prime;
        hash = (hash ^ (byte)(frameChecksum >> 16)) * Prime;
        hash = (hash ^ (byte)(frameChecksum >> 24)) * Prime;
        _state = hash ^ OffsetBasis;
    }
}
