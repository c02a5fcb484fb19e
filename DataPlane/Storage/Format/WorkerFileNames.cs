namespace ShuffleOrleans.DataPlane.Storage.Format;

/// <summary>The files of a data directory that are no partitions.</summary>
internal static class WorkerFileNames
{
    /// <summary>Held open and locked by the process that uses the directory.</summary>
    public const string Lock = "worker.lock";

    /// <summary>There while the health of the directory is checked.</summary>
    public const string HealthCheck = ".health-check";

    /// <summary>Whose data this is.</summary>
    public const string Identity = "worker.id";
}
