namespace ShuffleOrleans.Protocol.Checksums;

/// <summary>
/// CRC-32C (Castagnoli: reflected polynomial 0x82F63B78, initial value and final xor 0xFFFFFFFF), as in iSCSI (RFC 3720, appendix B.4).
/// A value type that is fed piece by piece; the pieces may be cut anywhere. Takes the fastest way that the processor has for a piece of that length: folding
/// (<see cref="Crc32CFolding"/>), three streams (<see cref="Crc32CStreams"/>), or word after word (<see cref="Crc32CWords"/>).
/// </summary>
public struct Crc32C
{
    // The register, already inverted: 0 stands for the initial value 0xFFFFFFFF, so that default(Crc32C) is a fresh checksum.
    private uint _inverted;

    /// <summary>The checksum of everything fed so far.</summary>
    public readonly uint Value => _inverted;

    /// <summary>The checksum of one span.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        Crc32C crc = default;
        crc.Append(bytes);
        return crc.Value;
    }

    /// <summary>Feeds the next bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes) => _inverted = ~Append(~_inverted, bytes);

    private static uint Append(uint register, ReadOnlySpan<byte> bytes)
        => Crc32CFolding.IsSupported && bytes.Length >= Crc32CFolding.ShortestBytes ? Crc32CFolding.Append(register, bytes)
            : !Crc32CFolding.IsSupported && Crc32CStreams.IsSupported && bytes.Length >= Crc32CStreams.ShortestBytes ? Crc32CStreams.Append(register, bytes)
            : Crc32CWords.Append(register, bytes);
}
