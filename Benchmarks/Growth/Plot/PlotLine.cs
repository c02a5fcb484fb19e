using ShuffleOrleans.Benchmarks.Report;

namespace ShuffleOrleans.Benchmarks.Growth.Plot;

/// <summary>The points of one line, from left to right; several measurements of one place are one point, their median.</summary>
/// <param name="Label">What the reader is told.</param>
/// <param name="Points">Where it goes.</param>
internal sealed record PlotLine(string Label, IReadOnlyList<(double X, double Y)> Points)
{
    public static PlotLine Of(ChartLine line, Chart chart, IEnumerable<GrowthPoint> points) => new(
        line.Label,
        [.. points
            .Where(point => point.Series == chart.Series)
            .GroupBy(point => point.X)
            .OrderBy(place => place.Key)
            .Select(place => (X: place.Key, Y: Median.Of(place.Select(point => point.Values.GetValueOrDefault(line.Value)))))
            .Where(point => point.Y is not null)
            .Select(point => (point.X, point.Y!.Value / chart.YScale))]);
}
