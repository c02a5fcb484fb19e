using ShuffleOrleans.ControlPlane.Sharding;
using ShuffleOrleans.Grains.Interfaces.Jobs;
using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.Grains.Inspection.Service;

/// <summary>A job as its grain shows it.</summary>
/// <param name="Job">The job without its attempts.</param>
/// <param name="EpochFloor">Which life of the job it is.</param>
/// <param name="FoundingEpoch">Epochs up to this were given before the control plane's memory began.</param>
/// <param name="Groups">Which groups have its attempts.</param>
internal sealed record JobLook(JobSummary Job, long EpochFloor, long FoundingEpoch, IReadOnlyList<DataSetGroups> Groups)
{
    /// <summary>The life that groups are asked about.</summary>
    public JobLife ToLife() => new(Job.Job, EpochFloor, FoundingEpoch);

    /// <summary>The groups of the job, or of one of its data sets, in the order of a listing.</summary>
    public IEnumerable<PartitionGroupId> GroupsOf(DataSetId? dataSet) => Groups
        .Where(groups => dataSet is not { } wanted || groups.DataSet == wanted)
        .SelectMany(groups => groups.Numbers().Select(number => new PartitionGroupId(Job.Job, groups.DataSet, number)));
}
