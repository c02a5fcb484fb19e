using System.Buffers.Binary;
using System.Numerics;

namespace ShuffleOrleans.Samples.TeraSort;

/// <summary>
/// A 64-bit checksum of one record, to be summed over many. Each word is folded in by a multiplication and a rotation, so that moved, flipped and
/// lost bytes show; it is fast, not secret. It shares nothing with the CRC32C
/// of the shuffle service, so that it does not miss what that misses.
/// </summary>
internal static class RecordChecksum
{
    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    public static ulong Of(ReadOnlySpan<byte> record)
    {
        ulong sum = (ulong)record.Length * Multiplier;
        while (record.Length >= sizeof(ulong))
        {
            sum = Fold(sum, BinaryPrimitives.ReadUInt64LittleEndian(record));
            record = record[sizeof(ulong)..];
        }

        ulong last = 0;
        foreach (byte b in record)
        {
            last = (last << 8) | b;
        }

        sum = Fold(sum, last);
        return sum ^ (sum >> 29);
    }

    private static ulong Fold(ulong sum, ulong word) => BitOperations.RotateLeft((sum ^ word) * Multiplier, 27);
}
