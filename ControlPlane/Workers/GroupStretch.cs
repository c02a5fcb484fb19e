namespace ShuffleOrleans.ControlPlane.Workers;

/// <summary>Groups of partitions with neighbouring numbers, as they are stored: a data set of any size is mostly one of these.</summary>
/// <param name="Job">The job.</param>
/// <param name="DataSet">The exchange.</param>
/// <param name="First">Number of the first group.</param>
/// <param name="Count">How many there are.</param>
internal sealed record GroupStretch(JobId Job, DataSetId DataSet, int First, int Count)
{
    /// <summary>The groups that these stretches stand for.</summary>
    public static IEnumerable<PartitionGroupId> Unpack(IEnumerable<GroupStretch> stretches) => stretches.SelectMany(
        stretch => Enumerable.Range(stretch.First, stretch.Count).Select(number => new PartitionGroupId(stretch.Job, stretch.DataSet, number)));

    /// <summary>The fewest stretches that stand for these groups.</summary>
    public static IReadOnlyList<GroupStretch> Pack(IEnumerable<PartitionGroupId> groups)
    {
        List<GroupStretch> stretches = [];
        foreach (PartitionGroupId group in groups.OrderBy(group => group.Job.Value).ThenBy(group => group.DataSet.Value).ThenBy(group => group.Number))
        {
            if (stretches.Count > 0 && stretches[^1].IsFollowedBy(group))
            {
                stretches[^1] = stretches[^1] with { Count = stretches[^1].Count + 1 };
            }
            else
            {
                stretches.Add(new GroupStretch(group.Job, group.DataSet, group.Number, 1));
            }
        }

        return stretches;
    }

    private bool IsFollowedBy(PartitionGroupId group) => group == new PartitionGroupId(Job, DataSet, First + Count);
}
