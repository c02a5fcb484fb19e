using System.Diagnostics;

namespace ShuffleOrleans.ControlPlane.Sharding;

/// <summary>
/// Which groups of partitions a job has, and how many attempts each lists. Which there are is durable before a group is; the counts are what the groups last
/// said, and not known of groups that were read back from storage. Owned by the job's state machine; not safe for several threads.
/// </summary>
/// <param name="job">The job.</param>
internal sealed class JobGroups(JobId job)
{
    // In the order of a listing: data set, then number. Null: the count is not known.
    private readonly SortedDictionary<Guid, SortedDictionary<int, int?>> _dataSets = [];

    /// <summary>All of them, in the order of a listing.</summary>
    public PartitionGroupId[] All => [.. Entries(null).Select(entry => entry.Group)];

    /// <summary>Those whose count is not known.</summary>
    public PartitionGroupId[] Uncounted(DataSetId? dataSet = null)
        => [.. Entries(dataSet).Where(entry => entry.AttemptCount is null).Select(entry => entry.Group)];

    public bool Contains(PartitionGroupId group) => NumbersOf(group.DataSet)?.ContainsKey(group.Number) ?? false;

    /// <summary>How many attempts they list together; null while that of one of them is not known.</summary>
    public long? CountOf(DataSetId? dataSet)
    {
        long sum = 0;
        foreach ((_, int? attemptCount) in Entries(dataSet))
        {
            if (attemptCount is not { } known)
            {
                return null;
            }

            sum += known;
        }

        return sum;
    }

    /// <summary>Takes a group in whose attempts are still to come.</summary>
    /// <returns>Whether it is new.</returns>
    public bool Add(PartitionGroupId group)
    {
        if (NumbersOf(group.DataSet) is not { } numbers)
        {
            _dataSets.Add(group.DataSet.Value, numbers = []);
        }

        return numbers.TryAdd(group.Number, 0);
    }

    /// <summary>The group is about to get so many more, unless it says otherwise.</summary>
    public void Expect(PartitionGroupId group, int more) => Change(group, count => count + more);

    /// <summary>The group lists so many now.</summary>
    public void Count(PartitionGroupId group, int attemptCount) => Change(group, _ => attemptCount);

    /// <summary>Nobody knows what a call to the group did: it is to be asked.</summary>
    public void Doubt(PartitionGroupId group) => Change(group, _ => null);

    /// <summary>The group, asked, has listed so many. What it has said by itself meanwhile is newer.</summary>
    public void Found(PartitionGroupId group, int attemptCount) => Change(group, count => count ?? attemptCount);

    /// <summary>The group, asked, has listed so many where a page had counted on others. What it has said by itself meanwhile is newer.</summary>
    public void Correct(GroupPage page, int attemptCount) => Change(page.Group, count => count == page.Count ? attemptCount : count);

    public void Remove(PartitionGroupId group)
    {
        if (NumbersOf(group.DataSet) is { } numbers && numbers.Remove(group.Number) && numbers.Count == 0)
        {
            _dataSets.Remove(group.DataSet.Value);
        }
    }

    /// <summary>Where a page of a listing lies, as far as the counts tell: all of them must be known.</summary>
    public IReadOnlyList<GroupPage> Page(DataSetId? dataSet, int skip, int take)
    {
        List<GroupPage> pages = [];
        foreach ((PartitionGroupId group, int? attemptCount) in Entries(dataSet))
        {
            int count = attemptCount ?? throw new UnreachableException($"A page was cut before group {group} was counted.");
            int here = Math.Min(Math.Max(0, count - skip), take);
            if (here > 0)
            {
                pages.Add(new GroupPage(group, skip, here, count));
            }

            skip = Math.Max(0, skip - count);
            take -= here;
        }

        return pages;
    }

    public IReadOnlyList<DataSetGroups> Describe() => [.. _dataSets.Select(entry => DataSetGroups.Of(new DataSetId(entry.Key), entry.Value.Keys))];

    /// <summary>What was stored; the counts are to be asked for.</summary>
    public void Restore(IEnumerable<DataSetGroups> dataSets)
    {
        foreach (DataSetGroups stored in dataSets)
        {
            _dataSets.Add(stored.DataSet.Value, new SortedDictionary<int, int?>(stored.Numbers().ToDictionary(number => number, _ => (int?)null)));
        }
    }

    private void Change(PartitionGroupId group, Func<int?, int?> change)
    {
        if (NumbersOf(group.DataSet) is { } numbers && numbers.TryGetValue(group.Number, out int? count))
        {
            numbers[group.Number] = change(count);
        }
    }

    private IEnumerable<(PartitionGroupId Group, int? AttemptCount)> Entries(DataSetId? dataSet)
    {
        foreach ((Guid id, SortedDictionary<int, int?> numbers) in _dataSets)
        {
            if (dataSet is null || dataSet.Value.Value == id)
            {
                foreach ((int number, int? attemptCount) in numbers)
                {
                    yield return (new PartitionGroupId(job, new DataSetId(id), number), attemptCount);
                }
            }
        }
    }

    private SortedDictionary<int, int?>? NumbersOf(DataSetId dataSet) => _dataSets.GetValueOrDefault(dataSet.Value);
}
