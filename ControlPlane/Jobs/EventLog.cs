namespace ShuffleOrleans.ControlPlane.Jobs;

/// <summary>
/// The events of one job, numbered from 1 without gaps. Kept until acknowledged, and never more than a limit: a reader that fell behind the oldest kept one
/// is told so. Owned by the job's state machine; not safe for several threads.
/// </summary>
/// <param name="capacity">The most events kept; the oldest go first.</param>
internal sealed class EventLog(int capacity)
{
    private readonly Queue<PartitionEvent> _kept = new();

    /// <summary>Number of the newest event ever; 0 if there was none.</summary>
    public long LastSequence { get; private set; }

    /// <summary>The kept events, oldest first.</summary>
    public IReadOnlyCollection<PartitionEvent> Kept => _kept;

    private long OldestKept => LastSequence - _kept.Count + 1;

    public void Append(PartitionEvent partitionEvent)
    {
        LastSequence = partitionEvent.Sequence;
        _kept.Enqueue(partitionEvent);
        if (_kept.Count > capacity)
        {
            _kept.Dequeue();
        }
    }

    public void Restore(long lastSequence, IEnumerable<PartitionEvent> events)
    {
        foreach (PartitionEvent partitionEvent in events)
        {
            Append(partitionEvent);
        }

        LastSequence = lastSequence;
    }

    /// <summary>Forgets the events up to this number. A number this log never gave comes from a memory it lost and acknowledges nothing.</summary>
    public void Acknowledge(long throughSequence)
    {
        while (throughSequence <= LastSequence && _kept.Count > 0 && OldestKept <= throughSequence)
        {
            _kept.Dequeue();
        }
    }

    /// <summary>
    /// The events after a number. Missed if some of them are gone, or if this log never came that far: either way the reader lists the partitions anew.
    /// </summary>
    public PartitionEventBatch ReadAfter(long afterSequence, int maxEvents)
    {
        bool missed = afterSequence < OldestKept - 1 || afterSequence > LastSequence;
        PartitionEvent[] events = missed ? [] : [.. _kept.Skip((int)(afterSequence - OldestKept + 1)).Take(maxEvents)];
        return new PartitionEventBatch(events, missed, LastSequence);
    }
}
