using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.DataPlane.Storage.Partitions;

/// <summary>Hears what happens to partitions, to report it to the control plane. Called on any thread; must not block.</summary>
internal interface IPartitionObserver
{
    /// <summary>A writer began.</summary>
    void OnWriting(PartitionAttemptId attempt, int subpartitionCount);

    /// <summary>All of it is stored.</summary>
    void OnCommitted(PartitionAttemptId attempt, int subpartitionCount, PartitionReceipt receipt);

    /// <summary>Writing ended without a commit; nothing is kept.</summary>
    void OnFailed(PartitionAttemptId attempt, string reason);

    /// <summary>It is deleted, or was not here.</summary>
    void OnReleased(PartitionAttemptId attempt);

    /// <summary>Stored bytes turned out to be damaged or gone.</summary>
    void OnLost(PartitionAttemptId attempt, string reason);
}
