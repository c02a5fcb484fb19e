using ShuffleOrleans.ControlPlane.Facts;
using ShuffleOrleans.ControlPlane.Inspection;
using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.Tests.ControlPlane.Inspection;

/// <summary>Pages of attempts, against a way that anybody can check: filter all, sort all, cut.</summary>
public class PartitionSelectionTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 200)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Page_IsWhatFilteringSortingAndCuttingGives(int seed)
    {
        RandomAttempts random = new(seed);
        List<AttemptRecord> attempts = random.Make(60);
        PartitionQuery query = random.MakeQuery();

        Page<PartitionSummary> page = PartitionSelection.Of(attempts, query, DataSetMeans.Of(attempts)).ToPage(query);

        AttemptRecord[] naive = NaiveOrder(attempts, query);
        Assert.Equal(naive.Skip(query.Skip).Take(query.Take).Select(record => record.Attempt), page.Items.Select(IdOf));
        Assert.Equal((naive.Length, query.Skip), (page.TotalCount, page.Skip));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void PagesOfSeveralHolders_MergeIntoThePageOfOne(int seed)
    {
        RandomAttempts random = new(seed);
        List<AttemptRecord> attempts = random.Make(60);
        PartitionQuery query = random.MakeQuery();
        DataSetMeans means = DataSetMeans.Of(attempts);
        IEnumerable<IGrouping<int, AttemptRecord>> holders = attempts.GroupBy(record => record.Attempt.Partition.PartitionIndex / 7);

        Page<PartitionSummary> merged = PartitionSelection.Merge([.. holders.Select(holder => PartitionSelection.Of(holder, query, means))], query);

        Page<PartitionSummary> whole = PartitionSelection.Of(attempts, query, means).ToPage(query);
        Assert.Equal(whole.Items.Select(IdOf), merged.Items.Select(IdOf));
        Assert.Equal(whole.TotalCount, merged.TotalCount);
    }

    [Fact]
    public void MeansToldByDataSets_AreThoseOfTheirAttempts()
    {
        List<AttemptRecord> attempts = new RandomAttempts(7).Make(80);
        DataSetMeans told = DataSetMeans.Of(DataSetTally.Summarize(attempts));
        DataSetMeans counted = DataSetMeans.Of(attempts);

        Assert.Contains(attempts, record => counted.SkewOf(record) > 1);
        Assert.All(attempts, record => Assert.Equal(counted.SkewOf(record), told.SkewOf(record)));
    }

    [Fact]
    public void Page_OfAHundredThousand_IsAPage()
    {
        List<AttemptRecord> attempts = new RandomAttempts(1).Make(100_000);
        PartitionQuery query = new(null, null, [], Sort: PartitionSort.Bytes, Descending: true, Skip: 99_000, Take: 1000);

        Page<PartitionSummary> page = PartitionSelection.Of(attempts, query, DataSetMeans.Of(attempts)).ToPage(query);

        Assert.Equal((attempts.Count, 1000), (page.TotalCount, page.Items.Count));
    }

    private static AttemptRecord[] NaiveOrder(List<AttemptRecord> attempts, PartitionQuery query)
    {
        AttemptRecord[] chosen =
        [
            .. attempts
                .Where(record => query.Job is null || record.Attempt.Partition.Job == query.Job)
                .Where(record => query.DataSet is null || record.Attempt.Partition.DataSet == query.DataSet)
                .Where(record => query.States.Count == 0 || query.States.Contains(record.State))
                .Where(record => query.Worker is null || record.Shares.Any(share => share.Location.Worker == query.Worker))
                .Where(record => query.MinBytes is null || record.Receipt?.PayloadBytes >= query.MinBytes),
        ];
        Func<AttemptRecord, double?> value = query.Sort switch
        {
            PartitionSort.Bytes => record => record.Receipt?.PayloadBytes,
            PartitionSort.Frames => record => record.Receipt?.FrameCount,
            PartitionSort.State => record => (int)record.State,
            PartitionSort.Age => record => record.AllocatedAt is { } at ? (DateTimeOffset.MaxValue - at).TotalSeconds : null,
            PartitionSort.Skew => record => NaiveSkew(attempts, record),
            _ => _ => null,
        };
        IOrderedEnumerable<AttemptRecord> byValue = query.Descending
            ? chosen.OrderBy(record => value(record) is null).ThenByDescending(value)
            : chosen.OrderBy(record => value(record) is null).ThenBy(value);
        bool isByName = query.Sort == PartitionSort.Index;
        AttemptRecord[] ordered =
        [
            .. byValue
                .ThenBy(record => record.Attempt.Partition.Job.Value)
                .ThenBy(record => record.Attempt.Partition.DataSet.Value)
                .ThenBy(record => record.Attempt.Partition.PartitionIndex)
                .ThenBy(record => record.Attempt.Attempt),
        ];
        return isByName && query.Descending ? [.. ordered.Reverse()] : ordered;
    }

    private static double? NaiveSkew(List<AttemptRecord> attempts, AttemptRecord record)
    {
        if (record.State != PartitionState.Committed)
        {
            return null;
        }

        long[] all =
        [
            .. attempts
                .Where(other => other.State == PartitionState.Committed)
                .Where(other => other.Attempt.Partition.Job == record.Attempt.Partition.Job)
                .Where(other => other.Attempt.Partition.DataSet == record.Attempt.Partition.DataSet)
                .Select(other => other.Receipt!.Value.PayloadBytes),
        ];
        return all.Sum() == 0 ? 0 : record.Receipt!.Value.PayloadBytes * (double)all.Length / all.Sum();
    }

    private static PartitionAttemptId IdOf(PartitionSummary summary)
        => new(new DataPartitionId(summary.Job, summary.DataSet, summary.Kind, summary.Index), summary.Attempt, summary.Epoch);
}
