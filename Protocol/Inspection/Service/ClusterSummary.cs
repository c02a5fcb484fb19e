namespace ShuffleOrleans.Protocol.Inspection.Service;

/// <summary>The whole service in figures, and what an operator should look at now.</summary>
public sealed record ClusterSummary
{
    /// <summary>What runs the control plane.</summary>
    public required ServiceKind Kind { get; init; }

    /// <summary>Version of the node that answers.</summary>
    public required string Version { get; init; }

    /// <summary>When this was so.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When the control plane process started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>All workers that are known.</summary>
    public required int WorkerCount { get; init; }

    /// <summary>Those of them that are gone.</summary>
    public required int GoneWorkerCount { get; init; }

    /// <summary>Those of them that an operator has taken out.</summary>
    public required int ExcludedWorkerCount { get; init; }

    /// <summary>Registered jobs.</summary>
    public required int JobCount { get; init; }

    /// <summary>Data sets that have attempts.</summary>
    public required int DataSetCount { get; init; }

    /// <summary>All partition attempts by state.</summary>
    public required StateCounts Attempts { get; init; }

    /// <summary>Payload of all committed attempts.</summary>
    public required long PayloadBytes { get; init; }

    /// <summary>What partitions take on the disks.</summary>
    public required long StoredBytes { get; init; }

    /// <summary>What may still be written to the disks.</summary>
    public required long UsableBytes { get; init; }

    /// <summary>The memory budgets of all workers.</summary>
    public required long MemoryBudgetBytes { get; init; }

    /// <summary>What of them is rented.</summary>
    public required long MemoryInUseBytes { get; init; }

    /// <summary>Partitions being written.</summary>
    public required int OpenWriteChannels { get; init; }

    /// <summary>Partitions being read.</summary>
    public required int OpenReadChannels { get; init; }

    /// <summary>What the workers that answer have received since each started.</summary>
    public required long ReceivedBytes { get; init; }

    /// <summary>What the workers that answer have sent since each started.</summary>
    public required long SentBytes { get; init; }

    /// <summary>Number of the newest event.</summary>
    public required long LastEventSequence { get; init; }

    /// <summary>Whether the node that answers takes changes at all.</summary>
    public required bool ChangesEnabled { get; init; }

    /// <summary>What to look at now, the worst first.</summary>
    public required IReadOnlyList<Notice> Notices { get; init; }

    /// <summary>Workers whose totals are not in the sums.</summary>
    public required IReadOnlyList<MissingWorker> Missing { get; init; }
}
