namespace ShuffleOrleans.DataPlane.Storage.Format;

/// <summary>What a file in a data directory is, by its name alone. Each kind has its own handler at a start.</summary>
internal enum StoredFileKind
{
    /// <summary>A name that no worker gives. Never touched.</summary>
    Foreign,

    /// <summary>The worker's lock or identity.</summary>
    WorkerFile,

    /// <summary>A committed map partition.</summary>
    MapPartition,

    /// <summary>A map partition that was being written.</summary>
    PartialMapPartition,

    /// <summary>A map partition that was set aside.</summary>
    CorruptMapPartition,
}
