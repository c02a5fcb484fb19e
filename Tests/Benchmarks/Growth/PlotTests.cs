using System.Xml.Linq;
using ShuffleOrleans.Benchmarks.Growth;
using ShuffleOrleans.Benchmarks.Growth.Plot;

namespace ShuffleOrleans.Tests.Benchmarks.Growth;

public sealed class PlotTests
{
    private static readonly Chart Chart = ChartCatalog.All[0];

    [Fact]
    public void SeveralMeasurementsOfOnePlace_AreTheirMedian()
    {
        GrowthPoint[] points = [Point(10, 3e9), Point(1, 2e9), Point(10, 1e9), Point(10, 9e9), Point(100, null)];
        Assert.Equal([(1, 2), (10, 3)], PlotLine.Of(Chart.Lines[0], Chart, points).Points);
    }

    [Fact]
    public void PointsOfAnotherSeries_AreNotDrawn() =>
        Assert.Empty(PlotLine.Of(Chart.Lines[0], Chart, [Point(1, 2e9) with { Series = "other" }]).Points);

    [Theory]
    [InlineData(0.9, 1.0)]
    [InlineData(5, 5)]
    [InlineData(5.1, 6)]
    [InlineData(1234, 1250)]
    public void VerticalAxis_EndsAtARoundNumberAbove(double highest, double top) => Assert.Equal(top, new LinearAxis(highest).Ticks[^1], 9);

    [Fact]
    public void EqualFactors_AreEquallyFarApart()
    {
        LogAxis axis = new([1000, 1, 10, 10]);
        Assert.Equal([1, 10, 1000], axis.Ticks);
        Assert.Equal(1.0 / 3, axis.PlaceOf(10), 9);
        Assert.Equal(["1", "10", "1,000"], axis.Ticks.Select(axis.Label));
        Assert.Equal(["1 Ki", "64 Ki", "1 Mi"], new LogAxis([1024, 65536, 1048576]).Ticks.Select(new LogAxis([1024, 65536, 1048576]).Label));
    }

    [Fact]
    public void Picture_HasAMarkForEachPoint_InsideOfItsFrame()
    {
        PlotLine[] lines = [.. Chart.Lines.Select(line => PlotLine.Of(line, Chart, [Point(1, 2e9), Point(10, 1e9), Point(100, 0)]))];
        XElement svg = XDocument.Parse(SvgChart.Draw(Chart, lines)).Root!;
        XElement[] marks = [.. svg.Elements().Where(element => element.Name.LocalName == "circle")];
        Assert.Equal(6, marks.Length);
        Assert.All(marks, mark => Assert.InRange((double)mark.Attribute("cx")!, 0, (double)svg.Attribute("width")!));
        Assert.All(marks, mark => Assert.InRange((double)mark.Attribute("cy")!, 0, (double)svg.Attribute("height")!));
    }

    private static GrowthPoint Point(double x, double? value) => new(
        Chart.Series, x, new Dictionary<string, double?> { ["writeBytesPerSecond"] = value, ["readBytesPerSecond"] = value });
}
