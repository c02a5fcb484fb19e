using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.DataPlane.Storage.Reduce;
using ShuffleOrleans.Protocol.Checksums;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.DataPlane.Storage.Partitions;

/// <summary>Reads and checks the parts of a committed file that say what it holds. Blocking: for I/O threads.</summary>
internal static class PartitionFileReader
{
    private const string IndexDamaged = "the index is damaged";

    /// <summary>Reads header and footer.</summary>
    /// <exception cref="ShuffleException"><see cref="ShuffleErrorCode.PartitionCorrupt"/>: one of them is damaged, or they do not belong together.</exception>
    public static (PartitionFileHeader Header, PartitionFileFooter Footer) ReadEnds(IStorageFile file, string name)
    {
        long length = file.Length;
        if (length < PartitionFileHeader.Length + RegionIndex.HeadLength + PartitionFileFooter.Length)
        {
            throw Corrupt(name, "the file is too short to be a partition");
        }

        Span<byte> headerBytes = stackalloc byte[PartitionFileHeader.Length];
        Span<byte> footerBytes = stackalloc byte[PartitionFileFooter.Length];
        file.Read(headerBytes, 0);
        file.Read(footerBytes, length - PartitionFileFooter.Length);
        if (!PartitionFileHeader.TryRead(headerBytes, out PartitionFileHeader header))
        {
            throw Corrupt(name, "the file header is damaged");
        }

        if (!PartitionFileFooter.TryRead(footerBytes, length, header.Attempt.Partition.Kind == DataPartitionKind.Map, out PartitionFileFooter footer) || footer.HeaderChecksum != Crc32C.Of(headerBytes))
        {
            throw Corrupt(name, "the footer is damaged, or the file was cut or overwritten");
        }

        return (header, footer);
    }

    /// <summary>Reads and checks the index of a file that must hold this attempt of a map partition.</summary>
    /// <exception cref="ShuffleException"><see cref="ShuffleErrorCode.PartitionCorrupt"/>: header, footer or index are damaged, or the file holds something
    /// else.</exception>
    public static RegionIndex ReadIndex(IStorageFile file, string name, PartitionAttemptId expected)
    {
        (byte[] bytes, PartitionFileHeader header, PartitionReceipt receipt) = ReadIndexBytes(file, name, expected);
        return RegionIndex.TryRead(bytes, header.SubpartitionCount, receipt, out RegionIndex index) ? index : throw Corrupt(name, IndexDamaged);
    }

    /// <summary>Reads and checks the index of a file that must hold this contribution to reduce partitions.</summary>
    /// <exception cref="ShuffleException">As <see cref="ReadIndex"/>.</exception>
    public static ContributionIndex ReadContribution(IStorageFile file, string name, PartitionAttemptId expected)
    {
        (byte[] bytes, PartitionFileHeader header, PartitionReceipt receipt) = ReadIndexBytes(file, name, expected);
        SubpartitionRange share = SubpartitionShares.RangeOf(header.SubpartitionCount, header.ShareCount, header.ShareIndex);
        return ContributionIndex.TryRead(bytes, share, receipt, out ContributionIndex index) ? index : throw Corrupt(name, IndexDamaged);
    }

    private static (byte[] Bytes, PartitionFileHeader Header, PartitionReceipt Receipt) ReadIndexBytes(
        IStorageFile file, string name, PartitionAttemptId expected)
    {
        (PartitionFileHeader header, PartitionFileFooter footer) = ReadEnds(file, name);
        if (header.Attempt != expected)
        {
            throw Corrupt(name, $"the file holds {header.Attempt}");
        }

        byte[] bytes = GC.AllocateUninitializedArray<byte>((int)footer.IndexLength);
        file.Read(bytes, footer.IndexOffset);
        return Crc32C.Of(bytes) == footer.IndexChecksum ? (bytes, header, footer.Receipt) : throw Corrupt(name, IndexDamaged);
    }

    private static ShuffleException Corrupt(string name, string why) => new(ShuffleErrorCode.PartitionCorrupt, $"{name}: {why}.");
}
