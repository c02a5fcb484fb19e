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
    /// <param name="most">How many at most; null for all that a page may need.</param>
    public static PartitionSelection Of(IEnumerable<AttemptRecord> records, PartitionQuery query, DataSetMeans means, int? most = null)
    {
        PartitionFilter filter = new(query);
        BestOf<(PartitionRank Rank, AttemptRecord Record)> best = new(most ?? Reach(query), OrderOf<AttemptRecord>(query));
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
    public static Page<PartitionSummary> Merge(IReadOnlyCollection<PartitionSelection> selections, PartitionQuery query) => new(
        [.. Ranked(selections, query).Skip(query.Skip).Select(chosen => chosen.Summary)], selections.Sum(selection => selection.TotalCount), query.Skip);

    /// <summary>
    /// Which holders told too little: they have more than they told, and the last they told is good enough for the page, so that the next may be as well. When
    /// these have told all that a page may need, none is left.
    /// </summary>
    /// <returns>Their places among the selections.</returns>
    public static IReadOnlyList<int> TooShort(IReadOnlyList<PartitionSelection> selections, PartitionQuery query)
    {
        int reach = Reach(query);
        Comparer<(PartitionRank Rank, PartitionSummary Item)> order = OrderOf<PartitionSummary>(query);
        (PartitionRank, PartitionSummary)[] best = Ranked(selections, query);
        bool IsTooShort(PartitionSelection told) => told.Best.Count < Math.Min(told.TotalCount, reach)
            && (best.Length < reach || told.Best.Count == 0 || order.Compare((PartitionRank.Of(told.Best[^1], query.Sort), told.Best[^1]), best[^1]) <= 0);
        return [.. Enumerable.Range(0, selections.Count).Where(place => IsTooShort(selections[place]))];
    }

    /// <summary>The same with the skew by these means. A holder that knows its own mean alone orders its attempts as with any other.</summary>
    public PartitionSelection With(DataSetMeans means) => this with { Best = [.. Best.Select(listed => listed with { Skew = means.SkewOf(listed) })] };

    /// <summary>How many of a holder's attempts a page may need.</summary>
    public static int Reach(PartitionQuery query) => (int)Math.Min((long)query.Skip + query.Take, int.MaxValue);

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

    private static (PartitionRank Rank, PartitionSummary Summary)[] Ranked(IEnumerable<PartitionSelection> selections, PartitionQuery query)
    {
        BestOf<(PartitionRank Rank, PartitionSummary Summary)> best = new(Reach(query), OrderOf<PartitionSummary>(query));
        foreach (PartitionSummary summary in selections.SelectMany(selection => selection.Best))
        {
            best.Offer((PartitionRank.Of(summary, query.Sort), summary));
        }

        return best.Take();
    }

    private static Comparer<(PartitionRank Rank, T Item)> OrderOf<T>(PartitionQuery query)
    {
        PartitionOrder order = new(query.Descending, query.Sort == PartitionSort.Index);
        return Comparer<(PartitionRank Rank, T Item)>.Create((x, y) => order.Compare(x.Rank, y.Rank));
    }
}
