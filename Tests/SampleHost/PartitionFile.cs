using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Tests.SampleHost;

/// <summary>File names of the directory shuffle, and its pieces: subpartition (4 bytes, -1 for all), length (4 bytes), bytes.</summary>
internal static class PartitionFile
{
    /// <summary>The most bytes of one piece; small, so that records are cut often.</summary>
    public const int MaxPieceBytes = 1000;

    public static string Committed(string directory, ResultPartitionId id) => Path.Combine(directory, $"{id.DataSet}-{id.PartitionIndex}-{id.Attempt}.data");

    public static string Partial(string directory, ResultPartitionId id) => Committed(directory, id) + ".partial";
}
