using System.Buffers.Binary;

namespace ShuffleOrleans.Samples.WordCount;

/// <summary>A shuffled record: count (8 bytes, little-endian) and word.</summary>
internal static class CountRecord
{
    public const int CountBytes = sizeof(long);

    public static int Write(Span<byte> destination, ReadOnlySpan<byte> word, long count)
    {
        BinaryPrimitives.WriteInt64LittleEndian(destination, count);
        word.CopyTo(destination[CountBytes..]);
        return CountBytes + word.Length;
    }

    public static (ReadOnlyMemory<byte> Word, long Count) Read(ReadOnlyMemory<byte> record)
        => record.Length > CountBytes
            ? (record[CountBytes..], BinaryPrimitives.ReadInt64LittleEndian(record.Span))
            : throw new InvalidDataException($"A record of {record.Length} bytes arrived; a count and a word have more.");
}
