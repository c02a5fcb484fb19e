using ShuffleOrleans.ControlPlane.Workers;
using ShuffleOrleans.Protocol.Frames;

namespace ShuffleOrleans.Tests.ControlPlane.Workers;

/// <summary>Names for the tests of one worker's groups of partitions: one job, one data set, and what lies in its groups.</summary>
internal static class Groups
{
    public static readonly JobId Job = new(new Guid(1, 0, 0, new byte[8]));
    public static readonly DataSetId DataSet = new(new Guid(2, 0, 0, new byte[8]));

    public static PartitionGroupId Group(int number) => new(Job, DataSet, number);

    /// <summary>An attempt of the first partition of a group.</summary>
    public static PartitionAttemptId Attempt(int group, long epoch = 1, JobId? job = null)
        => new(new DataPartitionId(job ?? Job, DataSet, DataPartitionKind.Map, group * PartitionGroupId.Size), 0, epoch);

    public static StoredPartition Stored(PartitionAttemptId attempt) => new(attempt, 4, new PartitionReceipt(1, 1, 10, 42));

    public static HeldByGroup Held(int group, long version, int heldCount, params PartitionAttemptId[] orders)
        => new(Group(group), version, heldCount, orders);
}
