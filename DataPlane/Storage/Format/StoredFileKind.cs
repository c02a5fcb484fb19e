namespace ShuffleOrleans.DataPlane.Storage.Format;

/// <summary>What a file in a data directory is, by its name alone. Each kind has its own handler at a start.</summary>
internal enum StoredFileKind
{
    /// <summary>A name that no worker gives. Never touched.</summary>
    Foreign,

    /// <summary>The worker's lock or identity.</summary>
    WorkerFile,

    /// <summary>A committed map partition, or the index of a committed contribution to reduce partitions.</summary>
    Partition,

    /// <summary>One that was being written.</summary>
    PartialPartition,

    /// <summary>One that was set aside.</summary>
    CorruptPartition,

    /// <summary>Frames of a reduce partition.</summary>
    ReduceFrames,
}
