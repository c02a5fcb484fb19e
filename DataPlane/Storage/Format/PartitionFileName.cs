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

    public static string Of(PartitionAttemptId id) => string.Create(
        CultureInfo.InvariantCulture,
        $"{id.Partition.Job}/{id.Partition.DataSet}/{(id.Partition.Kind == DataPartitionKind.Reduce ? "contribution" : "map")}-{id.Partition.PartitionIndex}-a{id.Attempt}-e{id.Epoch}{Extension}");

    public static string PartialOf(PartitionAttemptId id) => Of(id) + PartialExtension;

    public static bool IsPartial(string name) => name.EndsWith(Extension + PartialExtension, StringComparison.Ordinal);

    public static bool IsCommitted(string name) => name.EndsWith(Extension, StringComparison.Ordinal);
}
