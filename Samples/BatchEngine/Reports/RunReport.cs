namespace ShuffleOrleans.Samples.BatchEngine.Reports;

/// <summary>What a run did: the summary table and the JSON object of <c>--json</c>.</summary>
public sealed record RunReport
{
    /// <summary>Name of the job.</summary>
    public required string Job { get; init; }

    /// <summary>Whether the job ended and its result was found right.</summary>
    public required bool Validated { get; init; }

    /// <summary>Why not; null if it was.</summary>
    public string? Error { get; init; }

    /// <summary>Records of the job: records sorted, words counted.</summary>
    public long Records { get; init; }

    /// <summary>Bytes of the job: bytes sorted, bytes of text.</summary>
    public long Bytes { get; init; }

    /// <summary>Tasks of the map stage.</summary>
    public required int Mappers { get; init; }

    /// <summary>Tasks of the reduce stage.</summary>
    public required int Reducers { get; init; }

    /// <summary>Executor processes.</summary>
    public required int Executors { get; init; }

    /// <summary>The shuffle service: <c>remote</c>, or <c>local</c> for executors that hold what they write.</summary>
    public required string Shuffle { get; init; }

    /// <summary>Kind of data partition that was used.</summary>
    public string PartitionType { get; init; } = "map";

    /// <summary>Compression of the exchange.</summary>
    public required string Compression { get; init; }

    /// <summary>Seed of the generator; null if nothing is generated.</summary>
    public long? Seed { get; init; }

    /// <summary>Record bytes through the exchange, before compression.</summary>
    public long ShuffleBytes { get; init; }

    /// <summary>Payload bytes that the service held, after compression.</summary>
    public long StoredBytes { get; init; }

    /// <summary>Wall time of the map stage.</summary>
    public double MapSeconds { get; init; }

    /// <summary>Wall time of the reduce stage.</summary>
    public double ReduceSeconds { get; init; }

    /// <summary>Shuffle bytes over the wall time of the map stage.</summary>
    public double WriteBytesPerSecond { get; init; }

    /// <summary>Shuffle bytes over the wall time of the reduce stage.</summary>
    public double ReadBytesPerSecond { get; init; }

    /// <summary>From the command's start to its result, process starts and validation included.</summary>
    public double TotalSeconds { get; init; }

    /// <summary>Task attempts beyond the first ones.</summary>
    public int TaskRetries { get; init; }

    /// <summary>CPU time of the shuffle service; null if it is not this command's or the system does not tell.</summary>
    public double? WorkerCpuSeconds { get; init; }

    /// <summary>CPU time of all executors.</summary>
    public double ExecutorCpuSeconds { get; init; }

    /// <summary>The job's page in the service's dashboard, while the service has it; null if no gateway is known.</summary>
    public string? Dashboard { get; init; }

    /// <summary>The work directory, if the run stays to be looked at; null if not.</summary>
    public string? KeptDirectory { get; init; }
}
