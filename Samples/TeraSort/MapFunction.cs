using ShuffleOrleans.Samples.BatchEngine.Jobs;

namespace ShuffleOrleans.Samples.TeraSort;

/// <summary>Generates a slice of the records and sends each to the reducer of its range. The last mapper adds the giant record, as the last of all.</summary>
internal sealed class MapFunction(TeraSortParameters parameters) : ITaskFunction
{
    // Writes that need not wait do not look at the token.
    private const long RecordsBetweenChecks = 4096;

    private readonly RecordGenerator _generator = new(parameters);

    public async Task<string> RunAsync(TaskContext context, CancellationToken cancellationToken)
    {
        byte[] record = new byte[TeraRecord.Bytes];
        (long first, long end) = Slice.Of(parameters.RecordCount, context.TaskIndex, context.TaskCount);
        ulong checksum = 0;
        int reducerCount = context.Output.SubpartitionCount;
        for (long number = first; number < end; number++)
        {
            if (number % RecordsBetweenChecks == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            ulong prefix = _generator.Generate(number, record);
            checksum += RecordChecksum.Of(record);
            await context.Output.WriteAsync(record, RangePartitioner.Of(prefix, reducerCount), cancellationToken);
        }

        SliceSummary summary = new(end - first, (end - first) * TeraRecord.Bytes, checksum);
        bool addsGiant = parameters.GiantRecordBytes > 0 && context.TaskIndex == context.TaskCount - 1;
        return (addsGiant ? await AddGiantAsync(context, summary, cancellationToken) : summary).ToJson();
    }

    private async Task<SliceSummary> AddGiantAsync(TaskContext context, SliceSummary summary, CancellationToken cancellationToken)
    {
        byte[] giant = new byte[parameters.GiantRecordBytes];
        ulong prefix = _generator.Generate(parameters.RecordCount, giant);
        await context.Output.WriteAsync(giant, RangePartitioner.Of(prefix, context.Output.SubpartitionCount), cancellationToken);
        return summary with
        {
            RecordCount = summary.RecordCount + 1,
            ByteCount = summary.ByteCount + giant.Length,
            Checksum = summary.Checksum + RecordChecksum.Of(giant),
        };
    }
}
