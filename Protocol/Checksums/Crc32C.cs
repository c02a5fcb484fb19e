using System.Numerics;
using System.Runtime.InteropServices;

namespace ShuffleOrleans.Protocol.Checksums;

/// <summary>
/// CRC-32C (Castagnoli: reflected polynomial 0x82F63B78, initial value and final xor 0xFFFFFFFF), as in iSCSI (RFC 3720, appendix B.4).
/// A value type that is fed piece by piece; the pieces may be cut anywhere. The CPU's instruction is used where there is one.
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
    public void Append(ReadOnlySpan<byte> bytes)
    {
        uint register = ~_inverted;
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (ulong word in words)
        {
            register = BitOperations.Crc32C(register, BitConverter.IsLittleEndian ? word : System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(word));
        }

        foreach (byte last in bytes[(words.Length * sizeof(ulong))..])
        {
            register = BitOperations.Crc32C(register, last);
        }

        _inverted = ~register;
    }
}
