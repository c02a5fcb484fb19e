using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.DataPlane.Storage.Reduce;
using ShuffleOrleans.Protocol.Checksums;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.DataPlane.Storage.Partitions;

/// <summary>Reads and checks the parts of a committed file that say what it holds. Blocking: for I/O threads.</summary>
internal static class PartitionFileReader
{
    // A file of at most so many bytes is read whole: one system call instead of two.
    private const int SmallFileBytes = 4096;

    private const int SmallestFile = PartitionFileHeader.Length + RegionIndex.HeadLength + PartitionFileFooter.Length;

    /// <summary>Reads header and footer.</summary>
    /// <returns>What is wrong with them.</returns>
    public static FileDamage CheckEnds(IStorageFile file, long length, out PartitionFileHeader header, out PartitionFileFooter footer)
    {
        header = default;
        footer = default;
        if (length < SmallestFile)
        {
            return FileDamage.TooShort;
        }

        if (length <= SmallFileBytes)
        {
            Span<byte> whole = stackalloc byte[SmallFileBytes];
            file.Read(whole[..(int)length], 0);
            return CheckEnds(whole[..PartitionFileHeader.Length], whole[..(int)length][^PartitionFileFooter.Length..], length, out header, out footer);
        }

        Span<byte> headerBytes = stackalloc byte[PartitionFileHeader.Length];
        Span<byte> footerBytes = stackalloc byte[PartitionFileFooter.Length];
        file.Read(headerBytes, 0);
        file.Read(footerBytes, length - PartitionFileFooter.Length);
        return CheckEnds(headerBytes, footerBytes, length, out header, out footer);
    }

    /// <summary>Reads and checks everything but the frames of a file that must hold this attempt of a map partition.</summary>
    /// <exception cref="DamagedFileException">Header, footer or index are damaged, or the file holds something else.</exception>
    public static StoredLayout ReadLayout(IStorageFile file, string name, PartitionAttemptId expected)
    {
        byte[] bytes = ReadIndexBytes(file, name, expected, out PartitionFileHeader header, out PartitionFileFooter footer);
        return RegionIndex.TryRead(bytes, header.SubpartitionCount, footer.Receipt, out RegionIndex index)
            ? new StoredLayout(header, footer, index)
            : throw Corrupt(name, FileDamage.Index);
    }

    /// <summary>Reads and checks the index of a file that must hold this contribution to reduce partitions.</summary>
    /// <exception cref="DamagedFileException">As <see cref="ReadLayout"/>.</exception>
    public static ContributionIndex ReadContribution(IStorageFile file, string name, PartitionAttemptId expected) =>
        ReadContribution(file, name, expected, out _);

    /// <summary>The same, with the footer.</summary>
    /// <exception cref="DamagedFileException">As <see cref="ReadLayout"/>.</exception>
    public static ContributionIndex ReadContribution(IStorageFile file, string name, PartitionAttemptId expected, out PartitionFileFooter footer)
    {
        byte[] bytes = ReadIndexBytes(file, name, expected, out PartitionFileHeader header, out footer);
        SubpartitionRange share = SubpartitionShares.RangeOf(header.SubpartitionCount, header.ShareCount, header.ShareIndex);
        return ContributionIndex.TryRead(bytes, share, footer.Receipt, out ContributionIndex index) ? index : throw Corrupt(name, FileDamage.Index);
    }

    private static byte[] ReadIndexBytes(
        IStorageFile file, string name, PartitionAttemptId expected, out PartitionFileHeader header, out PartitionFileFooter footer)
    {
        FileDamage damage = CheckEnds(file, file.Length, out header, out footer);
        if (damage == FileDamage.None && header.Attempt != expected)
        {
            damage = FileDamage.OtherAttempt;
        }

        if (damage != FileDamage.None)
        {
            throw Corrupt(name, damage);
        }

        byte[] bytes = GC.AllocateUninitializedArray<byte>((int)footer.IndexLength);
        file.Read(bytes, footer.IndexOffset);
        return Crc32C.Of(bytes) == footer.IndexChecksum ? bytes : throw Corrupt(name, FileDamage.Index);
    }

    /// <summary>The damage in words.</summary>
    public static string Describe(FileDamage damage) => damage switch
    {
        FileDamage.TooShort => "the file is too short to be a partition",
        FileDamage.Header => "the file header is damaged",
        FileDamage.NoFooter => "there is no footer at its end: the file was cut or never finished",
        FileDamage.Footer => "the footer is damaged",
        FileDamage.EndsDiffer => "header and footer do not belong together",
        FileDamage.OtherAttempt => "the file holds another partition attempt than its name says",
        FileDamage.Index => "the index is damaged",
        FileDamage.Frame => "a frame is damaged",
        FileDamage.FramesGone => "a file that holds frames of it is gone or damaged",
        FileDamage.Receipt => "the frames are not those of the receipt",
        _ => "nothing is wrong",
    };

    private static FileDamage CheckEnds(
        ReadOnlySpan<byte> headerBytes, ReadOnlySpan<byte> footerBytes, long length, out PartitionFileHeader header, out PartitionFileFooter footer)
    {
        footer = default;
        if (!PartitionFileHeader.TryRead(headerBytes, out header))
        {
            return FileDamage.Header;
        }

        if (!PartitionFileFooter.TryRead(footerBytes, length, header.Attempt.Partition.Kind == DataPartitionKind.Map, out footer))
        {
            return PartitionFileFooter.HasMagic(footerBytes) ? FileDamage.Footer : FileDamage.NoFooter;
        }

        return footer.HeaderChecksum == PartitionFileHeader.ChecksumOf(headerBytes) ? FileDamage.None : FileDamage.EndsDiffer;
    }

    private static DamagedFileException Corrupt(string name, FileDamage damage) => new(damage, $"{name}: {Describe(damage)}.");
}
