using ShuffleOrleans.Samples.BatchEngine.Jobs;

namespace ShuffleOrleans.Samples.TeraSort;

/// <summary>
/// Reads the records of its range, sorts them in memory, and walks through the sorted ones: what it reports is computed from the records in their
/// final order, not from what arrived.
/// </summary>
internal sealed class ReduceFunction(TeraSortParameters parameters) : ITaskFunction
{
    public async Task<string> RunAsync(TaskContext context, CancellationToken cancellationToken)
    {
        // A little more than the even share, so that the array seldom grows.
        long share = parameters.RecordCount / context.TaskCount;
        RecordSorter sorter = new((int)Math.Min(Array.MaxLength, share + (share / 32)));
        while (await context.Input.ReadAsync(cancellationToken))
        {
            sorter.Add(context.Input.Current.Span);
        }

        cancellationToken.ThrowIfCancellationRequested();
        sorter.Sort();
        return Summarise(sorter).ToJson();
    }

    private static SliceSummary Summarise(RecordSorter sorter)
    {
        ulong checksum = 0;
        long byteCount = 0;
        long outOfOrderCount = 0;
        ReadOnlySpan<byte> last = default;
        for (int rank = 0; rank < sorter.Count; rank++)
        {
            ReadOnlySpan<byte> record = sorter[rank];
            ReadOnlySpan<byte> key = record[..TeraRecord.KeyBytes];
            outOfOrderCount += last.SequenceCompareTo(key) > 0 ? 1 : 0;
            checksum += RecordChecksum.Of(record);
            byteCount += record.Length;
            last = key;
        }

        return sorter.Count == 0
            ? new SliceSummary(0, 0, 0)
            : new SliceSummary(sorter.Count, byteCount, checksum, outOfOrderCount, Hex(sorter[0]), Hex(sorter[sorter.Count - 1]));
    }

    private static string Hex(ReadOnlySpan<byte> record) => Convert.ToHexString(record[..TeraRecord.KeyBytes]);
}
