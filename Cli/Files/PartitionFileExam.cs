using System.Globalization;
using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.Protocol.Checksums;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;
using static System.FormattableString;

namespace ShuffleOrleans.Cli.Files;

/// <summary>Looks at every byte of a partition's file, and with a contribution also at its frames in the shared files.</summary>
internal static class PartitionFileExam
{
    /// <param name="path">The file.</param>
    /// <param name="folders">Where the shared files of its data set may lie.</param>
    public static FileReport Run(StoredPath path, IReadOnlyList<string> folders)
    {
        using StoredBytes file = new(path.Path);
        FileReport report = new(path.Path, file.Length) { State = path.State };
        bool isPartial = path.Kind == StoredFileKind.PartialPartition;
        DataPartitionKind kindOfName = path.NamesAttempt ? path.Attempt.Partition.Kind : DataPartitionKind.Map;
        PartitionEnds ends = PartitionEnds.Read(file, kindOfName, isPartial, report);
        Identify(report, path, ends.Header);
        if ((ends.Header?.Attempt ?? (path.NamesAttempt ? path.Attempt : null)) is not { } attempt)
        {
            report.AddNote("Neither the header nor the name says what the file holds: its frames cannot be checked.");
            return report;
        }

        byte[]? index = ends.Footer is { } footer ? ReadIndex(file, footer, report) : null;
        if (attempt.Partition.Kind == DataPartitionKind.Reduce)
        {
            ExamineContribution(attempt, ends, index, folders, report);
        }
        else
        {
            ExamineMap(file, attempt, ends, index, isPartial, report);
        }

        if (path.Kind == StoredFileKind.CorruptPartition && report.DamageCount == 0)
        {
            report.AddNote("A worker set it aside, yet nothing is wrong with it now.");
        }

        return report;
    }

    private static void Identify(FileReport report, StoredPath path, PartitionFileHeader? header)
    {
        if (header is null && !path.NamesAttempt)
        {
            return;
        }

        PartitionAttemptId attempt = header?.Attempt ?? path.Attempt;
        report.Kind = attempt.Partition.Kind == DataPartitionKind.Map ? "map partition" : "contribution to reduce partitions";
        report.Identity["job"] = attempt.Partition.Job.ToString();
        report.Identity["dataSet"] = attempt.Partition.DataSet.ToString();
        report.Identity["index"] = Text(attempt.Partition.PartitionIndex);
        report.Identity["attempt"] = Text(attempt.Attempt);
        report.Identity["epoch"] = Text(attempt.Epoch);
        if (header is { } known)
        {
            report.Identity["subpartitions"] = Text(known.SubpartitionCount);
            if (known.ShareCount > 0)
            {
                report.Identity["share"] = $"{Text(known.ShareIndex)} of {Text(known.ShareCount)}";
            }

            if (path.NamesAttempt && known.Attempt != path.Attempt)
            {
                report.AddDamage(12, 62, $"header: it is not the attempt that the file's name says, {path.Attempt}");
            }
        }
    }

    private static byte[]? ReadIndex(StoredBytes file, in PartitionFileFooter footer, FileReport report)
    {
        byte[] bytes = file.Read(footer.IndexOffset, (int)footer.IndexLength).ToArray();
        report.AddSection("index", footer.IndexOffset, footer.IndexLength);
        uint computed = Crc32C.Of(bytes);
        if (computed == footer.IndexChecksum)
        {
            return bytes;
        }

        report.AddDamage(
            footer.IndexOffset, footer.IndexLength, Invariant($"index: its CRC-32C is {computed:x8}, the footer says {footer.IndexChecksum:x8}"));
        return null;
    }

    private static void ExamineMap(StoredBytes file, PartitionAttemptId attempt, PartitionEnds ends, byte[]? bytes, bool isPartial, FileReport report)
    {
        long end = ends.Footer?.IndexOffset ?? file.Length;
        report.AddSection("frames", PartitionFileHeader.Length, Math.Max(0, end - PartitionFileHeader.Length));
        MapFrames frames = new(file, attempt, report);
        if (bytes is not null && ends.Footer is { } footer)
        {
            int subpartitions = ends.Header?.SubpartitionCount ?? OpenWriteMessage.MaxSubpartitionCount;
            if (RegionIndex.TryRead(bytes, subpartitions, footer.Receipt, out RegionIndex index))
            {
                frames.CheckBy(index);
                return;
            }

            report.AddDamage(footer.IndexOffset, footer.IndexLength, "index: its checksum is right, yet it contradicts itself or the receipt");
        }

        frames.Walk(end, endIsKnown: ends.Footer is not null, isPartial);
    }

    private static void ExamineContribution(
        PartitionAttemptId attempt, PartitionEnds ends, byte[]? bytes, IReadOnlyList<string> folders, FileReport report)
    {
        if (bytes is null || ends.Footer is not { } footer || ends.Header is not { } header)
        {
            report.AddNote("Without a sound header, index and footer nobody can say where the frames of a contribution lie.");
            return;
        }

        if (ContributionFrames.TryReadIndex(bytes, header, footer, out DataPlane.Storage.Reduce.ContributionIndex index))
        {
            new ContributionFrames(attempt, footer.Receipt, index, report).Check(folders);
        }
        else
        {
            report.AddDamage(footer.IndexOffset, footer.IndexLength, "index: its checksum is right, yet it contradicts itself or the receipt");
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
