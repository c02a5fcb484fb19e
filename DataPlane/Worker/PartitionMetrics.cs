using ShuffleOrleans.DataPlane.Metrics;
using ShuffleOrleans.DataPlane.Storage.Partitions;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.DataPlane.Worker;

/// <summary>Counts what happens to partitions on the way to whoever reports it.</summary>
internal sealed class PartitionMetrics(DataPlaneMetrics metrics, IPartitionObserver next) : IPartitionObserver
{
    public void OnWriting(PartitionAttemptId attempt, int subpartitionCount) => next.OnWriting(attempt, subpartitionCount);

    public void OnCommitted(PartitionAttemptId attempt, int subpartitionCount, PartitionReceipt receipt)
    {
        metrics.OnCommitted(attempt.Partition.Kind, receipt);
        next.OnCommitted(attempt, subpartitionCount, receipt);
    }

    public void OnFailed(PartitionAttemptId attempt, string reason)
    {
        metrics.OnPartition(attempt.Partition.Kind, "failed");
        next.OnFailed(attempt, reason);
    }

    public void OnReleased(PartitionAttemptId attempt)
    {
        metrics.OnPartition(attempt.Partition.Kind, "released");
        next.OnReleased(attempt);
    }

    public void OnLost(PartitionAttemptId attempt, string reason)
    {
        metrics.OnPartition(attempt.Partition.Kind, "lost");
        next.OnLost(attempt, reason);
    }
}
