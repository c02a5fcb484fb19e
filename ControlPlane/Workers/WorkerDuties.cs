using ShuffleOrleans.ControlPlane.Facts;

namespace ShuffleOrleans.ControlPlane.Workers;

/// <summary>
/// What one worker is intended to hold and to delete, as it follows from what happens to attempts. The whole of a worker's duties embedded; those from one
/// group of partitions in a cluster. Owned by a state machine.
/// </summary>
/// <param name="worker">The worker.</param>
internal sealed class WorkerDuties(WorkerId worker)
{
    private readonly HashSet<PartitionAttemptId> _held = [];
    private readonly HashSet<PartitionAttemptId> _releaseOrders = [];

    /// <summary>The attempts it is intended to hold: allocated, being written or committed.</summary>
    public IReadOnlySet<PartitionAttemptId> Held => _held;

    /// <summary>The attempts it has been told to delete and has not confirmed.</summary>
    public IReadOnlySet<PartitionAttemptId> ReleaseOrders => _releaseOrders;

    /// <summary>Takes note of what happened to an attempt of which it has a share.</summary>
    /// <param name="fact">What happened.</param>
    /// <param name="share">Its share, after it.</param>
    public void Apply(AttemptFact fact, ShareRecord share)
    {
        switch (fact)
        {
            case AttemptAllocated or AttemptAdopted:
                _held.Add(fact.Attempt);
                break;
            case AttemptReleasing:
            case AttemptForgotten when share.MayHaveRemains:
                Order(fact.Attempt);
                break;
            case ShareReleased f when f.Worker == worker:
                _releaseOrders.Remove(fact.Attempt);
                break;
            case AttemptFailed or AttemptLost when ((ShareFact)fact).Worker != worker:
                Order(fact.Attempt);
                break;
            case AttemptFailed or AttemptLost:
                // Here it came to its end: what is damaged stays for a person to look at, until the attempt is forgotten.
                _held.Remove(fact.Attempt);
                break;
        }
    }

    /// <summary>It is to delete this, whatever it is.</summary>
    public void Order(PartitionAttemptId attempt)
    {
        _held.Remove(attempt);
        _releaseOrders.Add(attempt);
    }

    /// <summary>It has nothing of it any more.</summary>
    public bool Confirm(PartitionAttemptId attempt) => _releaseOrders.Remove(attempt);

    /// <summary>An attempt that a snapshot brought back.</summary>
    public void Restore(PartitionAttemptId attempt) => _held.Add(attempt);

    /// <summary>Orders that a snapshot brought back.</summary>
    public void Restore(IEnumerable<PartitionAttemptId> releaseOrders) => _releaseOrders.UnionWith(releaseOrders);
}
