using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.DataPlane.Worker;

/// <summary>
/// What has changed on this worker and the control plane has not acknowledged, oldest first, numbered without a gap. Not safe for several threads: guarded by
/// the lock of <see cref="ControlPlaneReporter"/>, which owns it.
/// </summary>
internal sealed class PendingChanges
{
    private const int MaxCount = 100_000;

    private readonly Queue<PartitionChange> _changes = new();

    /// <summary>Whether there is no room: a full inventory says the same in fewer words.</summary>
    public bool IsFull => _changes.Count >= MaxCount;

    /// <summary>How many more it takes before half of it is full. What is told at length leaves the other half to what happens meanwhile.</summary>
    public int RoomForMany => Math.Max(0, (MaxCount / 2) - _changes.Count);

    public int Count => _changes.Count;

    /// <summary>The number of the newest change, 0 before the first.</summary>
    public long LastSequence { get; private set; }

    /// <summary>The oldest ones, as many as fit a report.</summary>
    public PartitionChange[] Next() => [.. _changes.Take(WorkerHeartbeat.MaxChanges)];

    public void Add(PartitionChangeKind kind, PartitionAttemptId attempt, int subpartitionCount, PartitionReceipt? receipt, string reason) =>
        _changes.Enqueue(new PartitionChange(++LastSequence, kind, attempt, subpartitionCount, receipt, reason));

    /// <summary>Everything up to this number is known.</summary>
    public void Acknowledge(long sequence)
    {
        while (_changes.TryPeek(out PartitionChange? first) && first.Sequence <= sequence)
        {
            _changes.Dequeue();
        }
    }

    public void Clear() => _changes.Clear();
}
