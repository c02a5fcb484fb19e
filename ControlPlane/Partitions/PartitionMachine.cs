using ShuffleOrleans.ControlPlane.Facts;

namespace ShuffleOrleans.ControlPlane.Partitions;

/// <summary>
/// One data partition of a job: its attempts, and the highest epoch and attempt ever, which outlive them. It gives epochs, fences lower attempts by higher
/// ones, and judges what workers report. Lives as long as its job. No I/O and no clock; its owner gives it one command at a time.
/// </summary>
/// <remarks>
/// Allocated → Writing → Committed → Releasing → forgotten. Allocated and Writing may fail, Committed may be lost; failed and lost attempts are kept for
/// listings until they are released or the partition is allocated anew. A committed attempt stays readable when a higher one is allocated, for its readers
/// may be in mid-stream; its JobMaster releases it. How an attempt follows from its shares on several workers stands at <see cref="AttemptLife"/>.
/// </remarks>
internal sealed partial class PartitionMachine(DataPartitionId id)
{
    // By epoch, lowest first. A handful at most: every live one but the last is committed or on its way out.
    private readonly SortedList<long, AttemptRecord> _attempts = [];

    public DataPartitionId Id { get; } = id;

    public long HighestEpoch { get; private set; }

    public int HighestAttempt { get; private set; } = -1;

    public IEnumerable<AttemptRecord> Attempts => _attempts.Values;

    public AttemptRecord? Find(PartitionAttemptId attempt)
        => _attempts.TryGetValue(attempt.Epoch, out AttemptRecord? record) && record.Attempt == attempt ? record : null;

    /// <summary>The allocation that a repeated request gets again, or null if a new one is due.</summary>
    /// <exception cref="ShuffleException">The request is stale, or asks for another shape of the same attempt.</exception>
    public AttemptRecord? Standing(PartitionRequest request)
    {
        if (request.Attempt < HighestAttempt)
        {
            throw new ShuffleException(
                ShuffleErrorCode.StaleEpoch,
                $"{Id} attempt {request.Attempt} is fenced: attempt {HighestAttempt} is already known. Give the producer a higher attempt.");
        }

        AttemptRecord? newest = _attempts.Count == 0 ? null : _attempts.Values[^1];
        if (newest is null || newest.Attempt.Attempt != request.Attempt || !AttemptLife.IsLive(newest.State))
        {
            return null;
        }

        return newest.SubpartitionCount == request.SubpartitionCount
            ? newest
            : throw new ShuffleException(
                ShuffleErrorCode.InvalidRequest,
                $"SubpartitionCount {request.SubpartitionCount} of {newest.Attempt} differs from the {newest.SubpartitionCount} "
                + "it was allocated with. A changed shape needs a higher attempt.");
    }

    /// <summary>
    /// Gives the attempt its epoch and its workers, and clears the way: unfinished lower attempts are fenced, failed and lost ones forgotten.
    /// </summary>
    public IReadOnlyList<AttemptFact> Allocate(PartitionRequest request, IReadOnlyList<WorkerLocation> locations, long epochFloor, DateTimeOffset now)
    {
        List<AttemptFact> facts = [];
        foreach (AttemptRecord older in Attempts)
        {
            if (older.State is PartitionState.Failed or PartitionState.Lost)
            {
                facts.Add(new AttemptForgotten(older.Attempt));
            }
            else if (AttemptLife.IsOpen(older.State))
            {
                facts.Add(new AttemptReleasing(older.Attempt));
            }
        }

        long epoch = checked(Math.Max(HighestEpoch, epochFloor) + 1);
        facts.Add(new AttemptAllocated(new PartitionAttemptId(Id, request.Attempt, epoch), request.SubpartitionCount, locations, now));
        return facts;
    }

    /// <summary>What a wish to release means: an order to the workers; of a failed or lost attempt, to the one that has none yet.</summary>
    public AttemptFact? Release(PartitionAttemptId attempt) => Find(attempt)?.State switch
    {
        PartitionState.Allocated or PartitionState.Writing or PartitionState.Committed => new AttemptReleasing(attempt),
        PartitionState.Failed or PartitionState.Lost => new AttemptForgotten(attempt),
        _ => null,
    };

    /// <summary>Changes by a fact, or not at all if it does not fit.</summary>
    /// <returns>The attempt after it; one that is forgotten by it as it was last.</returns>
    public AttemptRecord Apply(AttemptFact fact)
    {
        long epoch = fact.Attempt.Epoch;
        AttemptRecord record = AttemptLife.After(Find(fact.Attempt), fact);
        if (fact is AttemptForgotten || record.IsReleased)
        {
            _attempts.Remove(epoch);
        }
        else
        {
            _attempts[epoch] = record;
        }

        HighestEpoch = Math.Max(HighestEpoch, epoch);
        HighestAttempt = Math.Max(HighestAttempt, fact.Attempt.Attempt);
        return record;
    }

    public void Apply(PartitionRestored restored)
    {
        HighestEpoch = restored.HighestEpoch;
        HighestAttempt = restored.HighestAttempt;
        foreach (AttemptRecord record in restored.Attempts)
        {
            _attempts.Add(record.Attempt.Epoch, record);
        }
    }

    /// <summary>Adds all attempts to a list. They are immutable: whoever has the list may look at it whenever it likes.</summary>
    public void CopyTo(List<AttemptRecord> attempts)
    {
        for (int i = 0; i < _attempts.Count; i++)
        {
            attempts.Add(_attempts.GetValueAtIndex(i));
        }
    }

    public PartitionRestored Describe() => new(Id, HighestEpoch, HighestAttempt, [.. Attempts]);
}
