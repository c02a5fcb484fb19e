using System.Globalization;
using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.DataPlane.Storage.Reduce;
using static System.FormattableString;

namespace ShuffleOrleans.Cli.Files;

/// <summary>A file of frames. What counts in it only the contributions beside it say; all else is a gap, whose bytes mean nothing.</summary>
internal static class FramesFileExam
{
    /// <param name="path">The file, with a name that says which one it is.</param>
    /// <param name="id">Which one it is.</param>
    /// <param name="folders">Where the contributions of its data set may lie.</param>
    /// <param name="withFrames">Whether to look at the frames too, and not only at the header.</param>
    public static FileReport Run(StoredPath path, ReduceFileId id, IReadOnlyList<string> folders, bool withFrames)
    {
        using StoredBytes file = new(path.Path);
        FileReport report = new(path.Path, file.Length) { Kind = "frames of a reduce partition" };
        report.Identity["job"] = id.Job.ToString();
        report.Identity["dataSet"] = id.DataSet.ToString();
        report.Identity["subpartition"] = id.Subpartition.ToString(CultureInfo.InvariantCulture);
        report.Identity["ordinal"] = id.Ordinal.ToString(CultureInfo.InvariantCulture);
        report.AddSection("header", 0, Math.Min(file.Length, ReduceFileHeader.Length));
        ReduceHeaderExam.Check(file, id, report);
        if (withFrames)
        {
            CheckFrames(file, id, folders, report);
        }

        return report;
    }

    private static void CheckFrames(StoredBytes file, ReduceFileId id, IReadOnlyList<string> folders, FileReport report)
    {
        foreach (string path in folders.SelectMany(
            folder => Directory.EnumerateFiles(folder, "contribution-*" + PartitionFileName.Extension)).Order(StringComparer.Ordinal))
        {
            CheckContribution(file, id, StoredPath.Of(path), report);
        }

        long used = report.Regions.Sum(stretch => stretch.Bytes);
        long gaps = Math.Max(0, file.Length - ReduceFileHeader.Length - used);
        report.AddNote(
            Invariant($"{report.RegionCount} stretches of committed contributions, {used} bytes; ")
            + Invariant($"the other {gaps} bytes behind the header are gaps, whose bytes mean nothing."));
    }

    private static void CheckContribution(StoredBytes file, ReduceFileId id, StoredPath path, FileReport report)
    {
        using StoredBytes own = new(path.Path);

        // What is wrong with a contribution's own file is not this file's damage.
        FileReport other = new(path.Path, own.Length);
        PartitionEnds ends = PartitionEnds.Read(own, path.Attempt.Partition.Kind, isPartial: false, other);
        if (other.DamageCount == 0 && ends is { Header: { } header, Footer: { } footer }
            && Protocol.Checksums.Crc32C.Of(own.Read(footer.IndexOffset, (int)footer.IndexLength)) == footer.IndexChecksum
            && ContributionFrames.TryReadIndex(own.Read(footer.IndexOffset, (int)footer.IndexLength).ToArray(), header, footer, out ContributionIndex index))
        {
            new ContributionFrames(header.Attempt, footer.Receipt, index, report).Check(file, id);
        }
        else
        {
            report.AddNote($"{path.Path} is damaged: what it points to here was not looked at.");
        }
    }
}
