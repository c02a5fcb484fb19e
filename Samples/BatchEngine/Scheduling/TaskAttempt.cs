namespace ShuffleOrleans.Samples.BatchEngine.Scheduling;

/// <summary>Names one try at a task, and its output.</summary>
/// <param name="Task">The task.</param>
/// <param name="Attempt">The attempt, from 0.</param>
internal readonly record struct TaskAttempt(TaskId Task, int Attempt)
{
    public override string ToString() => $"{Task}, attempt {Attempt}";
}
