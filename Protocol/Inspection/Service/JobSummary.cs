using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.Protocol.Inspection.Service;

/// <summary>One registered job. Its instance is not shown: whoever knows it speaks for the job.</summary>
public record JobSummary
{
    /// <summary>The job.</summary>
    public required JobId Job { get; init; }

    /// <summary>Whatever its engine calls it; data, never markup or a path.</summary>
    public required string Name { get; init; }

    /// <summary>When it was registered first; null if that was before the control plane kept it.</summary>
    public required DateTimeOffset? RegisteredAt { get; init; }

    /// <summary>When it expires unless its JobMaster is heard before.</summary>
    public required DateTimeOffset? HeartbeatDeadline { get; init; }

    /// <summary>How long its JobMaster may be silent.</summary>
    public required double HeartbeatTimeoutSeconds { get; init; }

    /// <summary>What a commit of its partitions promises.</summary>
    public required Durability Durability { get; init; }

    /// <summary>The kind of disk it prefers; null for the worker's own preference.</summary>
    public required DiskKind? PreferredDiskKind { get; init; }

    /// <summary>The job's own choice of assignment strategy; null for the service's.</summary>
    public required string? AssignmentStrategy { get; init; }

    /// <summary>How many data sets have attempts.</summary>
    public required int DataSetCount { get; init; }

    /// <summary>Its partition attempts by state.</summary>
    public required StateCounts Attempts { get; init; }

    /// <summary>Payload of its committed attempts.</summary>
    public required long PayloadBytes { get; init; }

    /// <summary>How often another JobMaster process has taken it over.</summary>
    public required int Takeovers { get; init; }
}
