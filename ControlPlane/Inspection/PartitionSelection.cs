using ShuffleOrleans.ControlPlane.Facts;
using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.ControlPlane.Inspection;

/// <summary>
/// The answer of one holder of attempts to a query: its best skip + take, in order, and how many it has. Whoever asks several holders merges their answers
/// into one page; whoever asks one takes its page.
/// </summary>
/// <param name="Best">The best skip + take of the holder, in order.</param>
/// <param name="TotalCount">How many the query asks for there.</param>
internal sealed record PartitionSelection(IReadOnlyList<PartitionSummary> Best, int TotalCount)
{
    /// <summary>Selects among these attempts.</summary>
    /// <param name="records">All that the holder has; the query's filters are applied here.</param>
    /// <param name="query">The query.</param>
    /// <param name="means">The mean payload of each data set, over all holders.</param>
    public static PartitionSelection Of(IEnumerable<AttemptRecord> records, PartitionQuery query, DataSetMeans means)
    {
        PartitionFilter filter = new(query);
        BestOf<(PartitionRank Rank, AttemptRecord Record)> best = new(Reach(query), OrderOf<AttemptRecord>(query));
        int count = 0;
        foreach (AttemptRecord record in records)
        {
            if (filter.Accepts(record))
            {
                count++;
                best.Offer((PartitionRank.Of(record, query.Sort, means), record));
            }
        }

        return new PartitionSelection([.. best.Take().Select(chosen => SummaryOf(chosen.Record, means))], count);
    }

    /// <summary>One page of what several holders have.</summary>
    public static Page<PartitionSummary> Merge(IEnumerable<PartitionSelection> selections, PartitionQuery query)
    {
        BestOf<(PartitionRank Rank, PartitionSummary Summary)> best = new(Reach(query), OrderOf<PartitionSummary>(query));
        int count = 0;
        foreach (PartitionSelection selection in selections)
        {
            count += selection.TotalCount;
            foreach (PartitionSummary summary in selection.Best)
            {
                best.Offer((PartitionRank.Of(summary, query.Sort), summary));
            }
        }

        return new Page<PartitionSummary>([.. best.Take().Skip(query.Skip).Select(chosen => chosen.Summary)], count, query.Skip);
    }

    /// <summary>The page of the only holder.</summary>
    public Page<PartitionSummary> ToPage(PartitionQuery query) => new([.. Best.Skip(query.Skip)], TotalCount, query.Skip);

    private static PartitionSummary SummaryOf(AttemptRecord record, DataSetMeans means) => new(
        record.Attempt.Partition.Job,
        record.Attempt.Partition.DataSet,
        record.Attempt.Partition.Kind,
        record.Attempt.Partition.PartitionIndex,
        record.Attempt.Attempt,
        record.Attempt.Epoch,
        record.State,
        record.SubpartitionCount,
        [.. record.Shares.Select(share => share.Location.Worker)],
        record.PayloadBytes,
        record.FrameCount,
        means.SkewOf(record),
        record.AllocatedAt);

    private static int Reach(PartitionQuery query) => (int)Math.Min((long)query.Skip + query.Take, int.MaxValue);

    private static Comparer<(PartitionRank Rank, T Item)> OrderOf<T>(PartitionQuery query)
    {
        PartitionOrder order = new(query.Descending, query.Sort == PartitionSort.Index);
        return Comparer<(PartitionRank Rank, T Item)>.Create((x, y) => order.Compare(x.Rank, y.Rank));
    }
}
