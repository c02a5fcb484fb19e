namespace ShuffleOrleans.Samples.BatchEngine.Scheduling;

/// <summary>Where a task stands.</summary>
internal enum TaskStatus
{
    /// <summary>It is to run as soon as its inputs are complete and a slot is free.</summary>
    Queued,

    /// <summary>An attempt was given to an executor.</summary>
    Running,

    /// <summary>An attempt succeeded, and its output is held by the service.</summary>
    Finished,

    /// <summary>It had finished and its output was lost, but nobody needs that at present.</summary>
    Lost,
}
