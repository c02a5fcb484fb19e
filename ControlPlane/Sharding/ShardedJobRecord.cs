using ShuffleOrleans.ControlPlane.Facts;

namespace ShuffleOrleans.ControlPlane.Sharding;

/// <summary>All of a <see cref="ShardedJob"/> that outlives its process. Fields are added, never renamed or given another meaning.</summary>
/// <param name="Registration">The registration in force.</param>
/// <param name="FoundingEpoch">Epochs up to this were given before the memory of the control plane began, if at all.</param>
/// <param name="FencedInstances">The instances that were replaced, oldest first.</param>
/// <param name="DataSets">The shapes of the data sets.</param>
/// <param name="Groups">Which groups there are; of a job that ends, those that have not ended yet.</param>
/// <param name="EventCeiling">No event ever had a greater number.</param>
/// <param name="IsEnding">Whether the job is over and its groups have still to end.</param>
/// <param name="HighestEpoch">The highest epoch of the groups that have ended.</param>
internal sealed record ShardedJobRecord(
    JobRegistered Registration,
    long FoundingEpoch,
    IReadOnlyList<JobInstanceId> FencedInstances,
    IReadOnlyList<DataSetRecord> DataSets,
    IReadOnlyList<DataSetGroups> Groups,
    long EventCeiling,
    bool IsEnding,
    long HighestEpoch);
