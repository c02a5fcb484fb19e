using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Protocol.Inspection.Service;

/// <summary>One worker as the control plane knows it.</summary>
public record WorkerSummary
{
    /// <summary>The worker.</summary>
    public required WorkerId Worker { get; init; }

    /// <summary>Its process, the last that registered.</summary>
    public required WorkerIncarnationId Incarnation { get; init; }

    /// <summary>Where clients reach it.</summary>
    public required string Host { get; init; }

    /// <summary>TCP port of its data plane.</summary>
    public required int DataPort { get; init; }

    /// <summary>The label of its failure domain; may be empty.</summary>
    public required string Rack { get; init; }

    /// <summary>The silo it runs in, or "embedded".</summary>
    public required string Node { get; init; }

    /// <summary>What the control plane thinks of it.</summary>
    public required WorkerState State { get; init; }

    /// <summary>Why it is in this state; empty while it is active.</summary>
    public required string Reason { get; init; }

    /// <summary>When it reported last; null if it has not since the control plane started.</summary>
    public required DateTimeOffset? LastHeardAt { get; init; }

    /// <summary>Its data directories; none while it is gone.</summary>
    public required IReadOnlyList<DiskSummary> Disks { get; init; }

    /// <summary>What may still be written to its disks.</summary>
    public required long UsableBytes { get; init; }

    /// <summary>What partitions take on its disks.</summary>
    public required long StoredBytes { get; init; }

    /// <summary>The budget of its memory ledger.</summary>
    public required long MemoryBudgetBytes { get; init; }

    /// <summary>What of it is rented.</summary>
    public required long MemoryInUseBytes { get; init; }

    /// <summary>Partitions being written to it.</summary>
    public required int OpenWriteChannels { get; init; }

    /// <summary>Partitions being read from it.</summary>
    public required int OpenReadChannels { get; init; }

    /// <summary>How many attempts it holds or is to hold.</summary>
    public required int Attempts { get; init; }

    /// <summary>Whether it holds committed data of jobs that nobody has registered.</summary>
    public required bool HasOrphans { get; init; }
}
