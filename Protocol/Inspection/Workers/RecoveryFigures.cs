namespace ShuffleOrleans.Protocol.Inspection.Workers;

/// <summary>What a worker's start found on its disks.</summary>
/// <param name="Partitions">Committed partition attempts.</param>
/// <param name="Damaged">Files that were damaged.</param>
/// <param name="Removed">Files that were removed: partial ones and remains.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record RecoveryFigures(long Partitions, long Damaged, long Removed, double Seconds);
