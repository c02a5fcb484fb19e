using System.CommandLine;
using System.Text.Json;

namespace ShuffleOrleans.Benchmarks.Growth.Plot;

/// <summary>The verb <c>plot</c>: draws what the verb <c>growth</c> measured.</summary>
internal static class PlotCommand
{
    private const int ExitOk = 0;
    private const int ExitMisused = 2;

    public static Command Create()
    {
        Argument<FileInfo> file = new("file") { Description = "The lines of the verb growth." };
        Option<DirectoryInfo> output = new("--out") { Description = "Where the pictures go.", DefaultValueFactory = _ => new DirectoryInfo("docs/images") };
        Command command = new("plot", "Draws the points of the verb growth as SVG line charts, one file each.") { file, output };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetRequiredValue(file), parsed.GetRequiredValue(output), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(FileInfo file, DirectoryInfo output, CancellationToken cancellationToken)
    {
        List<GrowthPoint> points = [];
        try
        {
            await foreach (string line in File.ReadLinesAsync(file.FullName, cancellationToken))
            {
                points.Add(JsonSerializer.Deserialize<GrowthPoint>(line, JsonSerializerOptions.Web)!);
            }
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            await Console.Error.WriteLineAsync($"benchmark: {file} cannot be drawn: {e.Message}");
            return ExitMisused;
        }

        output.Create();
        foreach (Chart chart in ChartCatalog.All)
        {
            await DrawAsync(chart, points, output, cancellationToken);
        }

        return ExitOk;
    }

    private static async Task DrawAsync(Chart chart, IReadOnlyList<GrowthPoint> points, DirectoryInfo output, CancellationToken cancellationToken)
    {
        PlotLine[] lines = [.. chart.Lines.Select(line => PlotLine.Of(line, chart, points)).Where(line => line.Points.Count > 0)];
        if (lines.Length == 0)
        {
            await Console.Error.WriteLineAsync($"{chart.FileName}: no points of '{chart.Series}'.");
            return;
        }

        string path = Path.Combine(output.FullName, $"{chart.FileName}.svg");
        await File.WriteAllTextAsync(path, SvgChart.Draw(chart, lines), cancellationToken);
        await Console.Out.WriteLineAsync(path);
    }
}
