namespace ShuffleOrleans.Protocol.ControlPlane;

/// <summary>Events of a job, oldest first.</summary>
/// <param name="Events">The events; empty if none came in time.</param>
/// <param name="Missed">True if events after the asked sequence number are no longer kept: the caller lists the partitions anew and goes on from
/// <paramref name="LastSequence"/>.</param>
/// <param name="LastSequence">Number of the newest event of the job.</param>
public sealed record PartitionEventBatch(IReadOnlyList<PartitionEvent> Events, bool Missed, long LastSequence);
