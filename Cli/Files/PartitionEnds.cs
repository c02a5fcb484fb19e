using System.Buffers.Binary;
using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.Protocol.Checksums;
using ShuffleOrleans.Protocol.Ids;
using static System.FormattableString;

namespace ShuffleOrleans.Cli.Files;

/// <summary>
/// Header and footer of a partition file, each looked at for itself: what one of them has lost the other, or the file's name, may still say.
/// </summary>
/// <param name="Header">The header; null where it is damaged.</param>
/// <param name="Footer">The footer; null where there is none, or a damaged one.</param>
internal sealed record PartitionEnds(PartitionFileHeader? Header, PartitionFileFooter? Footer)
{
    private const int Version = 1;

    /// <summary>Reads both.</summary>
    /// <param name="file">The file.</param>
    /// <param name="kind">What is in it if the header does not say; map partition or contribution.</param>
    /// <param name="isPartial">Whether a footer is missing because there is none yet.</param>
    /// <param name="report">Gets what is wrong.</param>
    public static PartitionEnds Read(StoredBytes file, DataPartitionKind kind, bool isPartial, FileReport report)
    {
        byte[] headerBytes = file.Read(0, PartitionFileHeader.Length).ToArray();
        PartitionFileHeader? header = ReadHeader(headerBytes, report);
        if (isPartial)
        {
            return new PartitionEnds(header, null);
        }

        PartitionFileFooter? footer = ReadFooter(file, (header?.Attempt.Partition.Kind ?? kind) == DataPartitionKind.Map, report);
        if (header is not null && footer is { } found && found.HeaderChecksum != PartitionFileHeader.ChecksumOf(headerBytes))
        {
            report.AddDamage(file.Length - PartitionFileFooter.Length + 28, 4, "footer: it is another file's, the checksum that ties it to the header differs");
        }

        return new PartitionEnds(header, footer);
    }

    private static PartitionFileHeader? ReadHeader(byte[] bytes, FileReport report)
    {
        if (bytes.Length < PartitionFileHeader.Length)
        {
            report.AddDamage(0, bytes.Length, "header: the file ends inside of it");
            return null;
        }

        report.AddSection("header", 0, PartitionFileHeader.Length);
        if (PartitionFileHeader.TryRead(bytes, out PartitionFileHeader header))
        {
            return header;
        }

        (int offset, int length, string what) = Explain(bytes, "SHUFMAP1"u8);
        report.AddDamage(offset, length, "header: " + what);
        return null;
    }

    /// <summary>Why 128 bytes are no header of this version.</summary>
    public static (int Offset, int Bytes, string What) Explain(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> magic)
    {
        uint computed = Crc32C.Of(bytes[..124]);
        uint stored = BinaryPrimitives.ReadUInt32LittleEndian(bytes[124..]);
        return !bytes[..8].SequenceEqual(magic) ? (0, 8, "its first 8 bytes are not the magic of such a file")
            : BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]) != Version ? (8, 2, "it is not of format version 1")
            : BinaryPrimitives.ReadUInt16LittleEndian(bytes[10..]) != bytes.Length ? (10, 2, "its length field is not 128")
            : computed != stored ? (0, 128, Invariant($"the CRC-32C of bytes 0-123 is {computed:x8}, bytes 124-127 say {stored:x8}"))
            : (12, 112, "a field has an impossible value");
    }

    private static PartitionFileFooter? ReadFooter(StoredBytes file, bool framesInside, FileReport report)
    {
        long offset = file.Length - PartitionFileFooter.Length;
        if (offset < PartitionFileHeader.Length)
        {
            report.AddDamage(file.Length, 0, "footer: the file is too short to have one");
            return null;
        }

        ReadOnlySpan<byte> bytes = file.Read(offset, PartitionFileFooter.Length);
        if (PartitionFileFooter.TryRead(bytes, file.Length, framesInside, out PartitionFileFooter footer))
        {
            report.AddSection("footer", offset, PartitionFileFooter.Length);
            report.Receipt = footer.Receipt;
            return footer;
        }

        uint computed = Crc32C.Of(bytes[..76]);
        uint stored = BinaryPrimitives.ReadUInt32LittleEndian(bytes[76..]);
        report.AddDamage(
            offset,
            PartitionFileFooter.Length,
            !PartitionFileFooter.HasMagic(bytes) ? "footer: its magic is not here; the file was cut, never finished, or is damaged at its end"
            : computed != stored ? Invariant($"footer: the CRC-32C of its bytes 0-75 is {computed:x8}, its bytes 76-79 say {stored:x8}")
            : "footer: its offsets do not fit its receipt and the length of the file");
        return null;
    }
}
