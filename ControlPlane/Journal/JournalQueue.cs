using ShuffleOrleans.ControlPlane.Facts;

namespace ShuffleOrleans.ControlPlane.Journal;

/// <summary>
/// What waits for the disk, in the order of the turns. A batch that was taken is closed: whatever comes later goes into the next one, or it would be written
/// twice and answered before it is durable. No I/O and no lock; the journal that owns it gives it one caller at a time.
/// </summary>
internal sealed class JournalQueue
{
    private JournalBatch _waiting = new();

    public int WaitingFacts => _waiting.Facts.Count;

    /// <summary>Ends when all that was added until now is durable.</summary>
    public Task Newest { get; private set; } = Task.CompletedTask;

    public void Add(IReadOnlyList<ControlPlaneFact> facts)
    {
        _waiting.Facts.AddRange(facts);
        Newest = _waiting.Durable;
    }

    /// <summary>A new file is to begin with the whole state as it is after all that was added.</summary>
    public void BeginAnew(IReadOnlyList<ControlPlaneFact> wholeState)
    {
        _waiting.BeginAnew(wholeState);
        Newest = _waiting.Durable;
    }

    /// <summary>All that waits, for its one writer; null if nothing does.</summary>
    public JournalBatch? Take()
    {
        if (_waiting.IsEmpty)
        {
            // Never handed out: the next turn adds to it.
            return null;
        }

        JournalBatch batch = _waiting;
        _waiting = new JournalBatch();
        return batch;
    }
}
