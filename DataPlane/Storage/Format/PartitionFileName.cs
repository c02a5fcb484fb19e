using System.Globalization;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.DataPlane.Storage.Format;

/// <summary>
/// Names of partition files inside a data directory: <c>job/data set/map-INDEX-aATTEMPT-eEPOCH.shuffle</c>, or
/// <c>contribution-INDEX-...</c> for the index of a contribution to reduce partitions, with <c>.partial</c> behind it until the commit and
/// <c>.corrupt</c> once damage was found.
/// Made of hexadecimal ids and numbers only: no text from the network ever becomes part of a path.
/// </summary>
internal static class PartitionFileName
{
    public const string Extension = ".shuffle";
    public const string PartialExtension = ".partial";
    public const string CorruptExtension = ".corrupt";

    private const string MapPrefix = "map-";
    private const string ContributionPrefix = "contribution-";

    public static string Of(PartitionAttemptId id) => string.Create(
        CultureInfo.InvariantCulture,
        $"{id.Partition.Job}/{id.Partition.DataSet}/{PrefixOf(id.Partition.Kind)}{id.Partition.PartitionIndex}-a{id.Attempt}-e{id.Epoch}{Extension}");

    public static string PartialOf(PartitionAttemptId id) => Of(id) + PartialExtension;

    /// <summary>Reads a name back.</summary>
    /// <param name="name">As the device lists it.</param>
    /// <param name="id">What it names.</param>
    /// <param name="extension">What stands behind <see cref="Extension"/>: nothing, <see cref="PartialExtension"/> or <see cref="CorruptExtension"/>.</param>
    /// <returns>False if it is not exactly what <see cref="Of"/> makes.</returns>
    public static bool TryParse(string name, out PartitionAttemptId id, out string extension)
    {
        id = default;
        extension = name.EndsWith(PartialExtension, StringComparison.Ordinal) ? PartialExtension
            : name.EndsWith(CorruptExtension, StringComparison.Ordinal) ? CorruptExtension
            : "";
        ReadOnlySpan<char> committed = name.AsSpan(0, name.Length - extension.Length);
        Span<Range> parts = stackalloc Range[4];
        return committed.EndsWith(Extension, StringComparison.Ordinal)
            && committed.Split(parts, '/') == 3
            && JobId.TryParse(committed[parts[0]].ToString(), null, out JobId job)
            && DataSetId.TryParse(committed[parts[1]].ToString(), null, out DataSetId dataSet)
            && TryParseFile(committed[parts[2]][..^Extension.Length], job, dataSet, out id)
            // The same numbers can be spelled otherwise; only our own spelling is ours.
            && committed.SequenceEqual(Of(id));
    }

    /// <summary>Whether a folder has a name that the worker gives: a job, or a data set below a job.</summary>
    public static bool IsFolder(string name)
    {
        string[] parts = name.Split('/');
        return parts.Length <= 2
            && JobId.TryParse(parts[0], null, out _)
            && (parts.Length == 1 || DataSetId.TryParse(parts[1], null, out _));
    }

    private static string PrefixOf(DataPartitionKind kind) => kind == DataPartitionKind.Reduce ? ContributionPrefix : MapPrefix;

    // PREFIX-INDEX-aATTEMPT-eEPOCH
    private static bool TryParseFile(ReadOnlySpan<char> file, JobId job, DataSetId dataSet, out PartitionAttemptId id)
    {
        id = default;
        bool reduce = file.StartsWith(ContributionPrefix, StringComparison.Ordinal);
        if (!reduce && !file.StartsWith(MapPrefix, StringComparison.Ordinal))
        {
            return false;
        }

        file = file[(reduce ? ContributionPrefix : MapPrefix).Length..];
        Span<Range> parts = stackalloc Range[4];
        if (file.Split(parts, '-') != 3 || !file[parts[1]].StartsWith('a') || !file[parts[2]].StartsWith('e')
            || !int.TryParse(file[parts[0]], NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            || !int.TryParse(file[parts[1]][1..], NumberStyles.None, CultureInfo.InvariantCulture, out int attempt)
            || !long.TryParse(file[parts[2]][1..], NumberStyles.None, CultureInfo.InvariantCulture, out long epoch))
        {
            return false;
        }

        id = new PartitionAttemptId(new DataPartitionId(job, dataSet, reduce ? DataPartitionKind.Reduce : DataPartitionKind.Map, index), attempt, epoch);
        return true;
    }
}
