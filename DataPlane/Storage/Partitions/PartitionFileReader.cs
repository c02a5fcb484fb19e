using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.Protocol.Checksums;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.DataPlane.Storage.Partitions;

/// <summary>Reads and checks the parts of a committed file that say what it holds. Blocking: for I/O threads.</summary>
internal static class PartitionFileReader
{
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

        if (!PartitionFileFooter.TryRead(footerBytes, length, out PartitionFileFooter footer) || footer.HeaderChecksum != Crc32C.Of(headerBytes))
        {
            throw Corrupt(name, "the footer is damaged, or the file was cut or overwritten");
        }

        return (header, footer);
    }

    /// <summary>Reads and checks the index of a file that must hold this attempt.</summary>
    /// <exception cref="ShuffleException"><see cref="ShuffleErrorCode.PartitionCorrupt"/>: header, footer or index are damaged, or the file holds something
    /// else.</exception>
    public static RegionIndex ReadIndex(IStorageFile file, string name, PartitionAttemptId expected)
    {
        (PartitionFileHeader header, PartitionFileFooter footer) = ReadEnds(file, name);
        if (header.Attempt != expected)
        {
            throw Corrupt(name, $"the file holds {header.Attempt}");
        }

        byte[] bytes = GC.AllocateUninitializedArray<byte>((int)footer.IndexLength);
        file.Read(bytes, footer.IndexOffset);
        bool valid = Crc32C.Of(bytes) == footer.IndexChecksum;
        if (!valid || !RegionIndex.TryRead(bytes, header.SubpartitionCount, footer.Receipt, out RegionIndex index))
        {
            throw Corrupt(name, "the index is damaged");
        }

        return index;
    }

    private static ShuffleException Corrupt(string name, string why) => new(ShuffleErrorCode.PartitionCorrupt, $"{name}: {why}.");
}
