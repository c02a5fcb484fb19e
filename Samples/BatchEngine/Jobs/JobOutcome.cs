namespace ShuffleOrleans.Samples.BatchEngine.Jobs;

/// <summary>How a job ended.</summary>
/// <param name="Error">Why it failed; null if it succeeded.</param>
/// <param name="Stages">What each stage did.</param>
/// <param name="Results">The results of the tasks: one list for each stage, in task order. Empty if the job failed.</param>
/// <param name="TaskRetries">How many attempts were started beyond the first ones.</param>
/// <param name="ExecutorCpuSeconds">CPU time of all executors, by their own last report.</param>
public sealed record JobOutcome(
    string? Error, IReadOnlyList<StageSummary> Stages, IReadOnlyList<IReadOnlyList<string>> Results, int TaskRetries, double ExecutorCpuSeconds)
{
    /// <summary>Whether every task succeeded.</summary>
    public bool Succeeded => Error is null;
}
