using ShuffleOrleans.ControlPlane.Inspection;
using ShuffleOrleans.Grains.Interfaces.Inspection;
using ShuffleOrleans.Grains.Interfaces.Partitions;
using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.Grains.Inspection.Service;

/// <summary>
/// Looks at partitions: asks their groups and puts the parts together. Thread-safe.
/// </summary>
/// <remarks>
/// A page of a hundred thousand attempts has to be the right one, and eight hundred groups that each send all that the page may need would send all there is.
/// So each first sends its best few; those whose last one is still good enough for the page, and which have more, are asked once more for all that it may need.
/// </remarks>
/// <param name="grains">Where grains are found.</param>
/// <param name="calls">How they are asked.</param>
internal sealed class PartitionLooks(IGrainFactory grains, InspectionCalls calls)
{
    private const int FewestFirst = 8;

    /// <summary>One page.</summary>
    public async Task<Page<PartitionSummary>> SelectAsync(IReadOnlyList<JobLook> jobs, PartitionQuery query, CancellationToken cancellationToken)
    {
        (JobLook Job, PartitionGroupId Group)[] groups = [.. jobs.SelectMany(job => job.GroupsOf(query.DataSet).Select(group => (job, group)))];
        int reach = PartitionSelection.Reach(query);
        int fair = (int)Math.Min(reach, Math.Max(FewestFirst, 2L * reach / Math.Max(1, groups.Length)));
        GroupSelection[] answers = await AskAsync(groups, query, fair, cancellationToken);
        DataSetMeans means = DataSetMeans.Of(Merge(answers));
        PartitionSelection[] selections = [.. answers.Select(answer => answer.Selection.With(means))];

        IReadOnlyList<int> tooShort = PartitionSelection.TooShort(selections, query);
        GroupSelection[] more = await AskAsync([.. tooShort.Select(place => groups[place])], query, reach, cancellationToken);
        for (int i = 0; i < more.Length; i++)
        {
            selections[tooShort[i]] = more[i].Selection.With(means);
        }

        return PartitionSelection.Merge(selections, query);
    }

    /// <summary>The data sets of these jobs, or one of them, by job and id.</summary>
    public async Task<IReadOnlyList<DataSetSummary>> SummarizeAsync(IEnumerable<JobLook> jobs, DataSetId? dataSet, CancellationToken cancellationToken)
    {
        (JobLook, PartitionGroupId)[] groups = [.. jobs.SelectMany(job => job.GroupsOf(dataSet).Select(group => (job, group)))];
        return Merge(await AskAsync(groups, new PartitionQuery(null, dataSet, []), 0, cancellationToken));
    }

    /// <summary>One partition; null if it has no attempts.</summary>
    public async Task<GroupPartition?> FindAsync(JobLook job, DataSetId dataSet, int index, CancellationToken cancellationToken)
        => GroupOf(job, dataSet, index) is { } group
            && await calls.AskAsync(() => group.ShowAsync(job.ToLife(), index, cancellationToken), cancellationToken) is { } shown
            ? InspectionForm.Read(shown, InspectionJsonOfGrains.Default.GroupPartition)
            : null;

    /// <summary>The group that a partition belongs to; null if the job has no such group.</summary>
    public IPartitionGrain? GroupOf(JobLook job, DataSetId dataSet, int index)
    {
        // The number of a group says nothing of the kind.
        PartitionGroupId group = PartitionGroupId.Of(new DataPartitionId(job.Job.Job, dataSet, DataPartitionKind.Map, index));
        return job.GroupsOf(dataSet).Contains(group) ? GrainOf(group) : null;
    }

    private async Task<GroupSelection[]> AskAsync(
        IReadOnlyList<(JobLook Job, PartitionGroupId Group)> groups, PartitionQuery query, int most, CancellationToken cancellationToken)
    {
        InspectionDocument asked = InspectionForm.Of(query, InspectionJsonOfGrains.Default.PartitionQuery);
        InspectionDocument[] answers = await calls.AskAllAsync(
            groups, asking => GrainOf(asking.Group).SelectAsync(asking.Job.ToLife(), asked, most, cancellationToken), cancellationToken);
        return [.. answers.Select(answer => InspectionForm.Read(answer, InspectionJsonOfGrains.Default.GroupSelection))];
    }

    private IPartitionGrain GrainOf(PartitionGroupId group) => grains.GetGrain<IPartitionGrain>(group.ToString());

    private static IReadOnlyList<DataSetSummary> Merge(IEnumerable<GroupSelection> answers) =>
    [
        .. answers.Select(answer => answer.DataSet).OfType<DataSetSummary>()
            .GroupBy(part => (part.Job, part.DataSet))
            .Select(parts => DataSetTally.Merge([.. parts]))
            .OrderBy(dataSet => dataSet.Job.Value).ThenBy(dataSet => dataSet.DataSet.Value),
    ];
}
