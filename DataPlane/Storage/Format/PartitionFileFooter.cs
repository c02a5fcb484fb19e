using System.Buffers.Binary;
using ShuffleOrleans.Protocol.Checksums;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.DataPlane.Storage.Format;

/// <summary>
/// The last 80 bytes of a committed partition file, little-endian. A file without one was never committed.
/// <code>
///   0  8  magic "SHUFEND1"
///   8  8  offset of the index: the end of the frames
///  16  8  length of the index
///  24  4  CRC-32C of the index
///  28  4  the CRC-32C that stands in the file header, which ties the two ends of a file together
///  32 32  receipt
///  64 12  zero
///  76  4  CRC-32C of bytes 0-75
/// 8 + 8 + 8 + 4 + 4 + 32 + 12 + 4 = 80
/// </code>
/// </summary>
/// <param name="IndexOffset">Where the index begins.</param>
/// <param name="IndexLength">How long it is.</param>
/// <param name="IndexChecksum">Its checksum.</param>
/// <param name="HeaderChecksum">The checksum over the file header.</param>
/// <param name="Receipt">What the file holds.</param>
internal readonly record struct PartitionFileFooter(long IndexOffset, long IndexLength, uint IndexChecksum, uint HeaderChecksum, PartitionReceipt Receipt)
{
    public const int Length = 80;

    private const int ReceiptOffset = 32;
    private const int ChecksumOffset = 76;

    private static ReadOnlySpan<byte> Magic => "SHUFEND1"u8;

    public void Write(Span<byte> destination)
    {
        destination = destination[..Length];
        destination.Clear();
        Magic.CopyTo(destination);
        BinaryPrimitives.WriteInt64LittleEndian(destination[8..], IndexOffset);
        BinaryPrimitives.WriteInt64LittleEndian(destination[16..], IndexLength);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[24..], IndexChecksum);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[28..], HeaderChecksum);
        WireWriter receipt = new(destination[ReceiptOffset..]);
        ReceiptField.Write(ref receipt, Receipt);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[ChecksumOffset..], Crc32C.Of(destination[..ChecksumOffset]));
    }

    /// <summary>Whether these bytes look like a footer, right or damaged.</summary>
    public static bool HasMagic(ReadOnlySpan<byte> source) => source[..8].SequenceEqual(Magic);

    /// <param name="source">The last bytes of the file.</param>
    /// <param name="fileLength">Its length, which the offsets must fit.</param>
    /// <param name="framesInside">Whether the frames lie in this file, between header and index; those of a contribution lie elsewhere.</param>
    /// <param name="footer">The footer.</param>
    public static bool TryRead(ReadOnlySpan<byte> source, long fileLength, bool framesInside, out PartitionFileFooter footer)
    {
        WireReader receipt = new(source.Slice(ReceiptOffset, PartitionReceipt.Length));
        footer = new PartitionFileFooter(
            BinaryPrimitives.ReadInt64LittleEndian(source[8..]),
            BinaryPrimitives.ReadInt64LittleEndian(source[16..]),
            BinaryPrimitives.ReadUInt32LittleEndian(source[24..]),
            BinaryPrimitives.ReadUInt32LittleEndian(source[28..]),
            ReceiptField.Read(ref receipt, out bool sane));
        return sane
            && source[..8].SequenceEqual(Magic)
            && BinaryPrimitives.ReadUInt32LittleEndian(source[ChecksumOffset..]) == Crc32C.Of(source[..ChecksumOffset])
            && footer.IndexOffset == PartitionFileHeader.Length + (framesInside ? footer.Receipt.FrameBytes : 0)
            && footer.IndexLength is >= RegionIndex.HeadLength and <= RegionIndex.MaxLength
            && footer.IndexOffset + footer.IndexLength + Length == fileLength;
    }
}
