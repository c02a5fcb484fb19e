using ShuffleOrleans.Client.Records;
using ShuffleOrleans.Samples.BatchEngine.Drivers;
using ShuffleOrleans.Samples.BatchEngine.Jobs;
using ShuffleOrleans.Samples.BatchEngine.Reports;

namespace ShuffleOrleans.Samples.TeraSort;

/// <summary>The job as its driver sees it.</summary>
internal sealed class TeraSortJob(TeraSortParameters parameters) : IMapReduceJob
{
    public string Name => "terasort";

    public int MaxRecordBytes => Math.Max(RecordFormat.DefaultMaxRecordBytes, parameters.GiantRecordBytes);

    public IReadOnlyList<(string Name, string Value)> SummaryRows { get; private set; } = [];

    public static ITaskFunction CreateFunction(string stage, string parameters)
        => stage == StageNames.Map
            ? new MapFunction(TeraSortParameters.FromJson(parameters))
            : new ReduceFunction(TeraSortParameters.FromJson(parameters));

    public string Prepare(string workDirectory) => parameters.ToJson();

    public RunReport Validate(JobOutcome outcome, RunReport report, CancellationToken cancellationToken)
    {
        IReadOnlyList<SliceSummary> generated = [.. outcome.Results[0].Select(SliceSummary.FromJson)];
        IReadOnlyList<SliceSummary> sorted = [.. outcome.Results[1].Select(SliceSummary.FromJson)];
        string? error = FindError(generated, sorted);
        SummaryRows = [("checksum", $"{Checksum(sorted):x16}, as generated")];
        return report with
        {
            Validated = error is null,
            Error = error,
            Records = sorted.Sum(slice => slice.RecordCount),
            Bytes = sorted.Sum(slice => slice.ByteCount),
            Seed = parameters.Seed,
        };
    }

    /// <summary>Compares what the reducers have with what was asked for and what the mappers made.</summary>
    /// <returns>What is wrong; null if nothing is.</returns>
    internal string? FindError(IReadOnlyList<SliceSummary> generated, IReadOnlyList<SliceSummary> sorted)
    {
        long asked = parameters.RecordCount + (parameters.GiantRecordBytes > 0 ? 1 : 0);
        long askedBytes = (parameters.RecordCount * TeraRecord.Bytes) + parameters.GiantRecordBytes;
        if (generated.Sum(slice => slice.RecordCount) != asked || sorted.Sum(slice => slice.RecordCount) != asked)
        {
            return $"{asked} records were asked for, {generated.Sum(slice => slice.RecordCount)} generated, {sorted.Sum(slice => slice.RecordCount)} sorted.";
        }

        if (generated.Sum(slice => slice.ByteCount) != askedBytes || sorted.Sum(slice => slice.ByteCount) != askedBytes)
        {
            return $"{askedBytes} bytes were asked for, {generated.Sum(slice => slice.ByteCount)} generated, {sorted.Sum(slice => slice.ByteCount)} sorted.";
        }

        if (Checksum(generated) != Checksum(sorted))
        {
            return $"The checksum of the sorted records is {Checksum(sorted):x16}, that of the generated ones {Checksum(generated):x16}.";
        }

        return FindDisorder(sorted);
    }

    private static string? FindDisorder(IReadOnlyList<SliceSummary> sorted)
    {
        string? lastKey = null;
        for (int reducer = 0; reducer < sorted.Count; reducer++)
        {
            SliceSummary slice = sorted[reducer];
            if (slice.OutOfOrderCount > 0)
            {
                return $"Reducer {reducer} has {slice.OutOfOrderCount} records out of order.";
            }

            if (string.CompareOrdinal(lastKey, slice.FirstKey ?? lastKey) > 0)
            {
                return $"The first key of reducer {reducer}, {slice.FirstKey}, is below the last key before it, {lastKey}.";
            }

            lastKey = slice.LastKey ?? lastKey;
        }

        return null;
    }

    private static ulong Checksum(IReadOnlyList<SliceSummary> slices) => slices.Aggregate(0UL, (sum, slice) => unchecked(sum + slice.Checksum));
}
