using ShuffleOrleans.Grains.Interfaces.Workers;

namespace ShuffleOrleans.Client.Orleans.Workers;

/// <summary>What a listener has heard of the workers, so that after missed events it can be told what is different now. No clock, no I/O, one thread.</summary>
internal sealed class WorkerBook
{
    private readonly Dictionary<WorkerId, WorkerEvent> _newest = [];

    /// <summary>Takes in an event that the listener is told.</summary>
    public void Note(WorkerEvent change)
    {
        if (change.Kind == WorkerEventKind.Forgotten)
        {
            _newest.Remove(change.Location.Worker);
        }
        else
        {
            _newest[change.Location.Worker] = change;
        }
    }

    /// <summary>Takes in a listing.</summary>
    /// <param name="workers">All workers there are.</param>
    /// <param name="sequence">Number of the newest event that the listing surely reflects.</param>
    /// <param name="at">When it was made.</param>
    /// <returns>What must have happened since: one event for each worker that is not as it was. Why a worker is gone a listing does not tell; it counts as
    /// lost.</returns>
    public IReadOnlyList<WorkerEvent> Compare(IReadOnlyList<WorkerView> workers, long sequence, DateTimeOffset at)
    {
        HashSet<WorkerId> present = [.. workers.Select(worker => worker.Location.Worker)];
        WorkerEvent[] changes =
        [
            .. workers.Where(IsNew).Select(
                worker => new WorkerEvent(sequence, at, worker.IsGone ? WorkerEventKind.Lost : WorkerEventKind.Registered, worker.Location)),
            .. _newest.Values.Where(known => !present.Contains(known.Location.Worker)).Select(
                known => new WorkerEvent(sequence, at, WorkerEventKind.Forgotten, known.Location)),
        ];
        foreach (WorkerEvent change in changes)
        {
            Note(change);
        }

        return changes;
    }

    private bool IsNew(WorkerView worker) => !_newest.TryGetValue(worker.Location.Worker, out WorkerEvent? known)
        || known.Location != worker.Location
        || (known.Kind != WorkerEventKind.Registered) != worker.IsGone;
}
