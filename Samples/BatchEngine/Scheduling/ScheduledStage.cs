namespace ShuffleOrleans.Samples.BatchEngine.Scheduling;

/// <summary>A stage's tasks and whether it was announced. Owned by the <see cref="JobScheduler"/>.</summary>
internal sealed class ScheduledStage(int index, string name, int taskCount)
{
    public int Index { get; } = index;

    public string Name { get; } = name;

    public IReadOnlyList<ScheduledTask> Tasks { get; } = [.. Enumerable.Range(0, taskCount).Select(i => new ScheduledTask(new TaskId(index, i)))];

    public bool WasStarted { get; set; }

    public bool WasFinished { get; set; }

    public bool IsComplete => Tasks.All(task => task.Status == TaskStatus.Finished);
}
