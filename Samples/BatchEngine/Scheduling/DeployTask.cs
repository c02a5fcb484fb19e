namespace ShuffleOrleans.Samples.BatchEngine.Scheduling;

/// <summary>Start this attempt.</summary>
/// <param name="Attempt">The attempt.</param>
/// <param name="Executor">Where.</param>
/// <param name="Inputs">Whose outputs it reads, one for each task of the stage before; empty in the first stage.</param>
internal sealed record DeployTask(TaskAttempt Attempt, string Executor, IReadOnlyList<TaskAttempt> Inputs) : SchedulerEffect;
