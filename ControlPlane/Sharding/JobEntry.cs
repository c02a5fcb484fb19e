namespace ShuffleOrleans.ControlPlane.Sharding;

/// <summary>A job that is there.</summary>
/// <param name="Job">The job.</param>
/// <param name="EpochFloor">Every epoch of its present life is greater.</param>
internal sealed record JobEntry(JobId Job, long EpochFloor);
