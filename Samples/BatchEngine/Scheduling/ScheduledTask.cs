namespace ShuffleOrleans.Samples.BatchEngine.Scheduling;

/// <summary>A task's state. Owned by the <see cref="JobScheduler"/>.</summary>
internal sealed class ScheduledTask(TaskId id)
{
    public TaskId Id { get; } = id;

    public TaskStatus Status { get; set; } = TaskStatus.Queued;

    /// <summary>The attempt that runs or has finished, or the next one while queued.</summary>
    public int Attempt { get; set; }

    /// <summary>How many attempts count against the limit: those that failed or lost their output, not those that failed for want of an input.</summary>
    public int ChargedFailures { get; set; }

    /// <summary>How many attempts failed because the place of an input did not answer.</summary>
    public int OutOfReachFailures { get; set; }

    /// <summary>The executor of the running attempt.</summary>
    public string? Executor { get; set; }

    public TaskAttempt Current => new(Id, Attempt);
}
