using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.DataPlane.Storage.Format;

/// <summary>
/// The one place that tells the files of a data directory apart. Strict: a name counts as the worker's only if the worker would spell it in exactly this way,
/// so
/// that nothing that somebody else put there is ever deleted or renamed.
/// </summary>
/// <param name="Name">The name, relative to the data directory.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Attempt">Whose it is, by the name; nothing for foreign files and the worker's own.</param>
internal readonly record struct StoredFileName(string Name, StoredFileKind Kind, PartitionAttemptId Attempt)
{
    public static StoredFileName Of(string name)
    {
        if (PartitionFileName.TryParse(name, out PartitionAttemptId attempt, out string extension))
        {
            return new StoredFileName(name, KindOf(extension), attempt);
        }

        if (ReduceFileName.TryParse(name, out _))
        {
            return new StoredFileName(name, StoredFileKind.ReduceFrames, default);
        }

        return new StoredFileName(name, name is WorkerFileNames.Lock or WorkerFileNames.Identity or WorkerFileNames.HealthCheck ? StoredFileKind.WorkerFile : StoredFileKind.Foreign, default);
    }

    private static StoredFileKind KindOf(string extension) => extension switch
    {
        "" => StoredFileKind.Partition,
        PartitionFileName.PartialExtension => StoredFileKind.PartialPartition,
        _ => StoredFileKind.CorruptPartition,
    };
}
