namespace ShuffleOrleans.Samples.BatchEngine.Scheduling;

/// <summary>The output of this attempt will not be used any more.</summary>
/// <param name="Attempt">The attempt.</param>
internal sealed record ReleaseOutput(TaskAttempt Attempt) : SchedulerEffect;
