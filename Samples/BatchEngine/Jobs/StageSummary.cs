namespace ShuffleOrleans.Samples.BatchEngine.Jobs;

/// <summary>What a stage did.</summary>
/// <param name="Name">Name of the stage.</param>
/// <param name="TaskCount">How many tasks.</param>
/// <param name="Seconds">Wall time from the first task's deployment to the last task's end, retries included.</param>
/// <param name="Counters">What the accepted attempts read and wrote.</param>
/// <param name="StoredBytes">Payload bytes that the service holds of its output, after compression; by the receipts.</param>
public sealed record StageSummary(string Name, int TaskCount, double Seconds, TaskCounters Counters, long StoredBytes);
