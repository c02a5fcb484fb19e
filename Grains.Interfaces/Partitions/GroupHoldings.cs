namespace ShuffleOrleans.Grains.Interfaces.Partitions;

/// <summary>What a group of partitions intends one worker to hold and to delete. Replaces what the worker knew of the group before.</summary>
/// <param name="Group">The group.</param>
/// <param name="Version">Grows with every change of the group; an older one than is known is ignored.</param>
/// <param name="HeldCount">How many attempts have a share there that is allocated, being written or committed.</param>
/// <param name="ReleaseOrders">What it is to delete and has not confirmed.</param>
[GenerateSerializer]
[Immutable]
[Alias("shuffle.GroupHoldings")]
public sealed record GroupHoldings(
    [property: Id(0)] PartitionGroupId Group,
    [property: Id(1)] long Version,
    [property: Id(2)] int HeldCount,
    [property: Id(3)] IReadOnlyList<PartitionAttemptId> ReleaseOrders);
