using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.DataPlane.Storage.Format;

/// <summary>
/// Names of reduce partition files inside a data directory: <c>job/data set/reduce-SUBPARTITION-fORDINAL.frames</c>. A new ordinal is begun when the worker has
/// restarted or the disk of the last file takes no more.
/// </summary>
internal static partial class ReduceFileName
{
    public const string Extension = ".frames";

    public static string Of(JobId job, DataSetId dataSet, int subpartition, int ordinal) =>
        string.Create(CultureInfo.InvariantCulture, $"{job}/{dataSet}/reduce-{subpartition}-f{ordinal}{Extension}");

    /// <summary>Reads a name relative to a data directory; false for everything that <see cref="Of"/> does not make.</summary>
    public static bool TryParse(string name, [NotNullWhen(true)] out ReduceFileId? id)
    {
        id = null;
        Match match = Pattern().Match(name);
        if (match.Success
            && JobId.TryParse(match.Groups[1].Value, null, out JobId job)
            && DataSetId.TryParse(match.Groups[2].Value, null, out DataSetId dataSet)
            && int.TryParse(match.Groups[3].ValueSpan, CultureInfo.InvariantCulture, out int subpartition)
            && int.TryParse(match.Groups[4].ValueSpan, CultureInfo.InvariantCulture, out int ordinal))
        {
            id = new ReduceFileId(job, dataSet, subpartition, ordinal);
        }

        return id is not null;
    }

    [GeneratedRegex(@"^([0-9a-f]{32})[/\\]([0-9a-f]{32})[/\\]reduce-(0|[1-9][0-9]*)-f(0|[1-9][0-9]*)\.frames\z")]
    private static partial Regex Pattern();
}
