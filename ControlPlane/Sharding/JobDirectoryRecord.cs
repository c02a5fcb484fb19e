namespace ShuffleOrleans.ControlPlane.Sharding;

/// <summary>All of a <see cref="JobDirectory"/>. Fields are added, never renamed or given another meaning.</summary>
/// <param name="FoundingEpoch">Where its memory begins.</param>
/// <param name="HighestEpoch">No job that has ended had a greater epoch.</param>
/// <param name="Jobs">The jobs that are there.</param>
internal sealed record JobDirectoryRecord(long FoundingEpoch, long HighestEpoch, IReadOnlyList<JobEntry> Jobs);
