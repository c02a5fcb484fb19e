using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace ShuffleOrleans.Protocol.Checksums;

/// <summary>
/// CRC-32C word after word, each step waiting for the one before: the processor's instruction where there is one (SSE4.2, Arm CRC32), the runtime's table where
/// there is none. The best way for short inputs and for the ends that the wider ways leave.
/// </summary>
internal static class Crc32CWords
{
    /// <summary>Feeds a register with bytes.</summary>
    public static uint Append(uint register, ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (ulong word in words)
        {
            register = BitOperations.Crc32C(register, BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word));
        }

        foreach (byte last in bytes[(words.Length * sizeof(ulong))..])
        {
            register = BitOperations.Crc32C(register, last);
        }

        return register;
    }
}
