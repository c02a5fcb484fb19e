using ShuffleOrleans.DataPlane.Storage.Quarantine;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.DataPlane.Worker;

// What is to be told.
internal sealed partial class ControlPlaneReporter
{
    public void OnWriting(PartitionAttemptId attempt, int subpartitionCount) => Add(PartitionChangeKind.Writing, attempt, subpartitionCount, null, "");

    public void OnCommitted(PartitionAttemptId attempt, int subpartitionCount, PartitionReceipt receipt) =>
        Add(PartitionChangeKind.Committed, attempt, subpartitionCount, receipt, "");

    public void OnFailed(PartitionAttemptId attempt, string reason) => Add(PartitionChangeKind.Failed, attempt, 0, null, reason);

    public void OnReleased(PartitionAttemptId attempt) => Add(PartitionChangeKind.Released, attempt, 0, null, "");

    public void OnLost(PartitionAttemptId attempt, string reason) => Add(PartitionChangeKind.Lost, attempt, 0, null, reason);

    // Also of what was told before: the control plane may have forgotten it, or the registration may have taken the place of the change that told it. Of very
    // many the oldest; the others' turn comes when these are deleted.
    private void TellOf(IReadOnlyList<QuarantinedPartition> remains)
    {
        lock (_lock)
        {
            foreach (QuarantinedPartition damaged in remains.Take(_pending.RoomForMany))
            {
                _pending.Add(PartitionChangeKind.Lost, damaged.Attempt, 0, null, damaged.Reason);
            }
        }
    }

    private void Acknowledge(long sequence)
    {
        lock (_lock)
        {
            _pending.Acknowledge(sequence);
        }
    }

    private void Add(PartitionChangeKind kind, PartitionAttemptId attempt, int subpartitionCount, PartitionReceipt? receipt, string reason)
    {
        lock (_lock)
        {
            if (_pending.IsFull)
            {
                _pending.Clear();
                _registered = false;
            }

            _pending.Add(kind, attempt, subpartitionCount, receipt, reason);
            _changed.TrySetResult();
        }
    }
}
