using System.Buffers.Binary;
using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.Protocol.Checksums;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.DataPlane.Storage.Reduce;

/// <summary>
/// The first 128 bytes of a reduce partition file, little-endian. Stretches of frames follow, each behind its producer tag, with gaps between them that mean
/// nothing; only the indexes of contributions say which stretches count.
/// <code>
///   0  8  magic "SHUFRED1"
///   8  2  format version, 1
///  10  2  length of this header, 128
///  12  4  subpartition
///  16 16  job
///  32 16  data set
///  48  4  ordinal
///  52 72  zero
/// 124  4  CRC-32C of bytes 0-123
/// 8 + 2 + 2 + 4 + 16 + 16 + 4 + 72 + 4 = 128
/// </code>
/// </summary>
internal static class ReduceFileHeader
{
    public const int Length = 128;

    private const ushort Version = 1;
    private const int ChecksumOffset = 124;

    private static ReadOnlySpan<byte> Magic => "SHUFRED1"u8;

    public static void Write(ReduceFileId id, Span<byte> destination)
    {
        destination = destination[..Length];
        destination.Clear();
        Magic.CopyTo(destination);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[8..], Version);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[10..], Length);
        BinaryPrimitives.WriteInt32LittleEndian(destination[12..], id.Subpartition);
        IdBytes.Write(id.Job, destination[16..]);
        IdBytes.Write(id.DataSet, destination[32..]);
        BinaryPrimitives.WriteInt32LittleEndian(destination[48..], id.Ordinal);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[ChecksumOffset..], Crc32C.Of(destination[..ChecksumOffset]));
    }

    /// <summary>Whether these bytes are the header of exactly this file.</summary>
    public static bool Matches(ReadOnlySpan<byte> source, ReduceFileId id)
    {
        Span<byte> expected = stackalloc byte[Length];
        Write(id, expected);
        return source.SequenceEqual(expected);
    }
}
