namespace ShuffleOrleans.Samples.BatchEngine.Scheduling;

/// <summary>The first task of a stage is deployed. Comes once for each stage.</summary>
/// <param name="Stage">Index of the stage.</param>
internal sealed record StageStarted(int Stage) : SchedulerEffect;
