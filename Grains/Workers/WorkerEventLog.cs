using ShuffleOrleans.Grains.Interfaces.Workers;

namespace ShuffleOrleans.Grains.Workers;

/// <summary>
/// The events of all workers, numbered. The newest are kept in memory only; what is stored is a ceiling that no number exceeds. A memory that begins anew
/// goes on above it, so every listener learns that it may have missed something. Owned by the directory's grain; used in its turns.
/// </summary>
/// <param name="ceiling">The stored ceiling; 0 if there was none.</param>
internal sealed class WorkerEventLog(long ceiling)
{
    /// <summary>The most events kept; who is further behind lists the workers.</summary>
    public const int Capacity = 1000;

    // A write of the ceiling serves so many events.
    private const int Reserve = 1000;

    private readonly Queue<WorkerEvent> _kept = new();
    private long _ceiling = ceiling;

    /// <summary>Number of the newest event.</summary>
    public long LastSequence { get; private set; } = ceiling;

    /// <summary>Whether another event can be numbered without a write.</summary>
    public bool HasRoom => LastSequence < _ceiling;

    /// <summary>The ceiling to store now.</summary>
    public long NextCeiling => LastSequence + Reserve;

    /// <summary>A ceiling has been stored.</summary>
    public void Raise(long ceiling) => _ceiling = Math.Max(_ceiling, ceiling);

    public void Append(DateTimeOffset at, WorkerEventKind kind, WorkerLocation location)
    {
        if (!HasRoom)
        {
            throw new InvalidOperationException($"Event {LastSequence + 1} of workers is above the stored ceiling.");
        }

        _kept.Enqueue(new WorkerEvent(++LastSequence, at, kind, location));
        if (_kept.Count > Capacity)
        {
            _kept.Dequeue();
        }
    }

    /// <summary>The oldest kept event after a number; null if there is none.</summary>
    public WorkerEvent? NextAfter(long sequence) => _kept.FirstOrDefault(known => known.Sequence > sequence);

    /// <summary>The events after a number; missed if some of them are gone, or if this log never came that far.</summary>
    public WorkerEventBatch ReadAfter(long sequence)
    {
        bool missed = sequence > LastSequence || sequence < LastSequence - _kept.Count;
        return new WorkerEventBatch(missed ? [] : [.. _kept.Where(known => known.Sequence > sequence)], missed, LastSequence);
    }
}
