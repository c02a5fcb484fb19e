using ShuffleOrleans.ControlPlane.Facts;

namespace ShuffleOrleans.ControlPlane.Embedded;

/// <summary>
/// Wakes the event queries that wait, one signal a job. A signal exists only while its job does: taken in a turn that has found the job, removed at its end.
/// Safe for several threads.
/// </summary>
internal sealed class EventSignals
{
    private readonly Lock _lock = new();
    private readonly Dictionary<JobId, TaskCompletionSource> _signals = [];

    /// <summary>How many jobs have somebody waiting, or had since their last event.</summary>
    internal int Count
    {
        get
        {
            lock (_lock)
            {
                return _signals.Count;
            }
        }
    }

    /// <summary>Ends when something happens to the job. Taken in a turn, so that nothing slips in between looking and waiting.</summary>
    public Task Next(JobId job)
    {
        lock (_lock)
        {
            if (!_signals.TryGetValue(job, out TaskCompletionSource? signal))
            {
                _signals.Add(job, signal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            }

            return signal.Task;
        }
    }

    /// <summary>Wakes whoever waits for a job that these facts concern: an event, a takeover, the end.</summary>
    public void Wake(IReadOnlyList<ControlPlaneFact> facts)
    {
        foreach (ControlPlaneFact fact in facts)
        {
            if (JobToldBy(fact) is { } job)
            {
                Wake(job);
            }
        }
    }

    /// <summary>Wakes everybody: the control plane stops.</summary>
    public void WakeAll()
    {
        JobId[] jobs;
        lock (_lock)
        {
            jobs = [.. _signals.Keys];
        }

        Array.ForEach(jobs, Wake);
    }

    private void Wake(JobId job)
    {
        TaskCompletionSource? signal;
        lock (_lock)
        {
            _signals.Remove(job, out signal);
        }

        signal?.TrySetResult();
    }

    private static JobId? JobToldBy(ControlPlaneFact fact) => fact switch
    {
        ShareCommitted or AttemptAdopted or AttemptFailed or AttemptLost or ShareRelocated => ((AttemptFact)fact).Attempt.Partition.Job,
        JobRegistered registered => registered.Job,
        JobEnded ended => ended.Job,
        _ => null,
    };
}
