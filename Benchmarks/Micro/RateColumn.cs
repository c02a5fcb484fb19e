using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace ShuffleOrleans.Benchmarks.Micro;

/// <summary>Bytes per time, for a benchmark whose operation passes as many bytes as its parameter <c>Bytes</c> says.</summary>
internal sealed class RateColumn : IColumn
{
    private const string Parameter = "Bytes";

    public string Id => nameof(RateColumn);

    public string ColumnName => "GB/s";

    public bool AlwaysShow => false;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public string Legend => "10^9 bytes per second";

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public bool IsAvailable(Summary summary) => summary.BenchmarksCases.Any(one => BytesOf(one) is not null);

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase) => GetValue(summary, benchmarkCase, SummaryStyle.Default);

    // Bytes per nanosecond.
    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) =>
        BytesOf(benchmarkCase) is { } bytes && summary[benchmarkCase]?.ResultStatistics is { } statistics
            ? (bytes / statistics.Mean).ToString("F2", CultureInfo.InvariantCulture)
            : "-";

    private static int? BytesOf(BenchmarkCase benchmarkCase) =>
        benchmarkCase.Parameters.Items.FirstOrDefault(item => item.Name == Parameter)?.Value as int?;
}
