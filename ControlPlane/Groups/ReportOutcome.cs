namespace ShuffleOrleans.ControlPlane.Groups;

/// <summary>What a group of partitions makes of a worker's report or inventory, beside the changes to itself.</summary>
internal sealed class ReportOutcome
{
    /// <summary>What the worker is to delete, which no partition speaks for.</summary>
    public List<PartitionAttemptId> Unwanted { get; } = [];

    /// <summary>Committed data that nobody can speak for now.</summary>
    public List<StoredPartition> Unclaimed { get; } = [];
}
