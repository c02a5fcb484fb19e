namespace ShuffleOrleans.Grains.Interfaces.Jobs;

/// <summary>What a group of partitions tells its job.</summary>
/// <param name="Group">The group.</param>
/// <param name="EpochFloor">Of which life of the job.</param>
/// <param name="AttemptCount">How many attempts the group lists now.</param>
/// <param name="Events">What happened, oldest first. After a failure an event may come twice.</param>
[GenerateSerializer]
[Immutable]
[Alias("shuffle.GroupNews")]
public sealed record GroupNews(
    [property: Id(0)] PartitionGroupId Group,
    [property: Id(1)] long EpochFloor,
    [property: Id(2)] int AttemptCount,
    [property: Id(3)] IReadOnlyList<GroupEvent> Events);
