namespace ShuffleOrleans.Samples.BatchEngine.Scheduling;

/// <summary>What the scheduler wants done. Its shell carries effects out in order.</summary>
internal abstract record SchedulerEffect;
