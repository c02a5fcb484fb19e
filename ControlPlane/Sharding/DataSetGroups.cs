namespace ShuffleOrleans.ControlPlane.Sharding;

/// <summary>Which groups a data set has, compactly: a job numbers its partitions from 0, so that this is nearly always one range.</summary>
/// <param name="DataSet">The exchange.</param>
/// <param name="Ranges">Its groups, ascending.</param>
internal sealed record DataSetGroups(DataSetId DataSet, IReadOnlyList<GroupRange> Ranges)
{
    /// <summary>Describes these numbers, which are ascending.</summary>
    public static DataSetGroups Of(DataSetId dataSet, IEnumerable<int> numbers)
    {
        List<GroupRange> ranges = [];
        foreach (int number in numbers)
        {
            if (ranges.Count > 0 && ranges[^1] is { } last && last.First + last.Count == number)
            {
                ranges[^1] = last with { Count = last.Count + 1 };
            }
            else
            {
                ranges.Add(new GroupRange(number, 1));
            }
        }

        return new DataSetGroups(dataSet, ranges);
    }

    /// <summary>All of them, ascending.</summary>
    public IEnumerable<int> Numbers() => Ranges.SelectMany(range => Enumerable.Range(range.First, range.Count));
}
