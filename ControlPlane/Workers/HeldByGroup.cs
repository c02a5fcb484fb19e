namespace ShuffleOrleans.ControlPlane.Workers;

/// <summary>What a group of partitions intends one worker to hold and to delete.</summary>
/// <param name="Group">The group.</param>
/// <param name="Version">The greater one is the newer.</param>
/// <param name="HeldCount">How many attempts have a share there that is allocated, being written or committed.</param>
/// <param name="Orders">What the worker is to delete and has not confirmed.</param>
internal sealed record HeldByGroup(PartitionGroupId Group, long Version, int HeldCount, IReadOnlyList<PartitionAttemptId> Orders)
{
    /// <summary>Whether the group has nothing on the worker.</summary>
    public bool IsNothing => HeldCount == 0 && Orders.Count == 0;
}
