using System.Globalization;
using System.Net;
using System.Text;

namespace ShuffleOrleans.Benchmarks.Growth.Plot;

/// <summary>Draws a chart as an SVG document with a style of its own for light and for dark pages. A line is told from the others by its dashes too.</summary>
internal sealed class SvgChart
{
    private const int Width = 640;
    private const int Height = 360;
    private const int Left = 64;
    private const int Right = 616;
    private const int Top = 64;
    private const int Bottom = 304;
    private const int LegendStep = 190;

    private const string Style = """
        <style>
        text{font:12px sans-serif;fill:#24292f}.t{font-size:15px;font-weight:bold}.g{stroke:#d0d7de}.b{fill:#fff}
        path,.k{fill:none;stroke-width:2}.l0{stroke:#0550ae}.l1{stroke:#bc4c00;stroke-dasharray:7 3}.l2{stroke:#116329;stroke-dasharray:2 3}
        .p0{fill:#0550ae}.p1{fill:#bc4c00}.p2{fill:#116329}
        @media(prefers-color-scheme:dark){text{fill:#e6edf3}.g{stroke:#30363d}.b{fill:#0d1117}
        .l0{stroke:#79c0ff}.l1{stroke:#ffa657}.l2{stroke:#7ee787}.p0{fill:#79c0ff}.p1{fill:#ffa657}.p2{fill:#7ee787}}
        </style>
        """;

    private readonly StringBuilder _svg = new();
    private readonly LogAxis _x;
    private readonly LinearAxis _y;

    private SvgChart(IReadOnlyList<PlotLine> lines)
    {
        _x = new LogAxis(lines.SelectMany(line => line.Points).Select(point => point.X));
        _y = new LinearAxis(lines.SelectMany(line => line.Points).Max(point => point.Y));
    }

    /// <summary>The document; lines without points are left out, and one line at least has some.</summary>
    public static string Draw(Chart chart, IReadOnlyList<PlotLine> lines)
    {
        SvgChart svg = new(lines);
        svg.Add($"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" width="{Width}" height="{Height}" role="img">""");
        svg.Add($"<title>{WebUtility.HtmlEncode(chart.Title)}</title>");
        svg.Add($"{Style}");
        svg.Add($"""<rect class="b" width="{Width}" height="{Height}"/>""");
        svg.Text(Left, 24, "start", chart.Title, "t");
        svg.Text(Left, Bottom + 44, "start", $"{chart.XLabel} (logarithmic); vertical: {chart.YLabel}");
        svg.Axes();
        for (int i = 0; i < lines.Count; i++)
        {
            svg.Line(i, lines[i]);
        }

        svg.Add($"</svg>");
        return svg._svg.ToString();
    }

    private void Axes()
    {
        foreach (double tick in _y.Ticks)
        {
            double y = YOf(tick);
            Add($"""<line class="g" x1="{Left}" y1="{y:0.#}" x2="{Right}" y2="{y:0.#}"/>""");
            Text(Left - 8, y + 4, "end", LinearAxis.Label(tick));
        }

        foreach (double tick in _x.Ticks)
        {
            double x = XOf(tick);
            Add($"""<line class="g" x1="{x:0.#}" y1="{Bottom}" x2="{x:0.#}" y2="{Bottom + 5}"/>""");
            Text(x, Bottom + 20, "middle", _x.Label(tick));
        }
    }

    private void Line(int number, PlotLine line)
    {
        string path = string.Join('L', line.Points.Select(point => Invariant($"{XOf(point.X):0.#} {YOf(point.Y):0.#}")));
        Add($"""<path class="l{number}" d="M{path}"/>""");
        foreach ((double x, double y) in line.Points)
        {
            Add($"""<circle class="p{number}" cx="{XOf(x):0.#}" cy="{YOf(y):0.#}" r="3.5"/>""");
        }

        int legend = Left + (number * LegendStep);
        Add($"""<line class="k l{number}" x1="{legend}" y1="42" x2="{legend + 28}" y2="42"/>""");
        Text(legend + 34, 46, "start", line.Label);
    }

    private void Text(double x, double y, string anchor, string text, string cssClass = "") =>
        Add($"""<text class="{cssClass}" x="{x:0.#}" y="{y:0.#}" text-anchor="{anchor}">{WebUtility.HtmlEncode(text)}</text>""");

    private double XOf(double x) => Left + (_x.PlaceOf(x) * (Right - Left));

    private double YOf(double y) => Bottom - (_y.PlaceOf(y) * (Bottom - Top));

    private void Add(FormattableString element) => _svg.Append(Invariant(element)).Append('\n');

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
