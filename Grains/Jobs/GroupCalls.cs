using ShuffleOrleans.ControlPlane.Sharding;
using ShuffleOrleans.Grains.Calls;
using ShuffleOrleans.Grains.Interfaces.Jobs;
using ShuffleOrleans.Grains.Interfaces.Partitions;

namespace ShuffleOrleans.Grains.Jobs;

/// <summary>The calls of a job to its groups of partitions. While one is under way the group may call back: the job's counts and events change.</summary>
/// <param name="grains">Where grains are found.</param>
/// <param name="job">The job.</param>
internal sealed class GroupCalls(IGrainFactory grains, ShardedJob job)
{
    /// <summary>The life of the job that the calls speak for.</summary>
    public JobLife Life { get; } = new(job.Ownership.Job, job.Ownership.EpochFloor, job.FoundingEpoch);

    public IPartitionGrain Of(PartitionGroupId group) => grains.GetGrain<IPartitionGrain>(group.ToString());

    /// <summary>Asks the groups for how many attempts they list, where that is not known: after a failure.</summary>
    public async Task CountAsync(DataSetId? dataSet, CancellationToken cancellationToken)
    {
        await GrainCalls.AllAsync(
            job.Groups.Uncounted(dataSet),
            async group => job.Groups.Found(group, (await Of(group).ListAsync(Life, 0, 0, cancellationToken)).TotalCount));
    }
}
