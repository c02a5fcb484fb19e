using ShuffleOrleans.Protocol.Inspection.Workers;

namespace ShuffleOrleans.DataPlane.Storage.Scrubbing;

/// <summary>The last checks of a worker, whoever wanted them; the oldest give way. Thread-safe. Owned by the scrubber.</summary>
internal sealed class CheckLog
{
    private readonly Lock _lock = new();
    private readonly Queue<FinishedCheck> _checks = new();

    /// <summary>What is remembered, the newest first.</summary>
    public IReadOnlyList<FinishedCheck> Newest
    {
        get
        {
            lock (_lock)
            {
                return [.. _checks.Reverse()];
            }
        }
    }

    public void Add(FinishedCheck check)
    {
        lock (_lock)
        {
            if (_checks.Count == InspectionLimits.Checks)
            {
                _checks.Dequeue();
            }

            _checks.Enqueue(check);
        }
    }
}
