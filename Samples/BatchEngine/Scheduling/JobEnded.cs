namespace ShuffleOrleans.Samples.BatchEngine.Scheduling;

/// <summary>The job is over. The last effect.</summary>
/// <param name="Error">Why it failed; null if every task of the last stage finished.</param>
internal sealed record JobEnded(string? Error) : SchedulerEffect;
