namespace ShuffleOrleans.Samples.BatchEngine.Scheduling;

/// <summary>All tasks of a stage have finished for the first time. Comes once for each stage, also if some have to run again later.</summary>
/// <param name="Stage">Index of the stage.</param>
internal sealed record StageFinished(int Stage) : SchedulerEffect;
