using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Cli.Files;

/// <summary>What a file's path says of it: the last three parts are a worker's JOB/DATASET/FILE, or another program's.</summary>
/// <param name="Path">In full.</param>
/// <param name="Kind">What a worker of this version would take it for.</param>
/// <param name="Attempt">What its name says it holds.</param>
/// <param name="ReduceFile">Which file of frames it is by its name; null for other kinds.</param>
internal sealed record StoredPath(string Path, StoredFileKind Kind, PartitionAttemptId Attempt, ReduceFileId? ReduceFile)
{
    public static StoredPath Of(string path)
    {
        string full = System.IO.Path.GetFullPath(path);
        string[] parts = full.Split(System.IO.Path.DirectorySeparatorChar);
        string name = string.Join('/', parts.TakeLast(3));
        StoredFileName known = StoredFileName.Of(name);
        return new StoredPath(full, known.Kind, known.Attempt, ReduceFileName.TryParse(name, out ReduceFileId? reduce) ? reduce : null);
    }

    /// <summary>Whether the name says what the file holds.</summary>
    public bool NamesAttempt => Kind is StoredFileKind.Partition or StoredFileKind.PartialPartition or StoredFileKind.CorruptPartition;

    public string State => Kind switch
    {
        StoredFileKind.Partition => "committed",
        StoredFileKind.PartialPartition => "partial",
        StoredFileKind.CorruptPartition => "quarantined",
        _ => "",
    };

    public string Folder => System.IO.Path.GetDirectoryName(Path)!;
}
