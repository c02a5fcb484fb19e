using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ShuffleOrleans.Benchmarks.Report;

namespace ShuffleOrleans.Benchmarks.Control;

/// <summary>The verb <c>control</c>: allocations per second and how long a call takes.</summary>
internal static class ControlCommand
{
    public static Command Create()
    {
        Option<int> calls = new("--calls") { Description = "Calls of each measurement.", DefaultValueFactory = _ => 4_000 };
        Option<int> rounds = new("--rounds") { Description = "How often everything is measured; the report shows medians.", DefaultValueFactory = _ => 3 };
        Option<bool> json = new("--json") { Description = "Print one JSON object on standard output." };
        Command command = new("control", "Allocations of the embedded control plane, in process and over HTTP. For a cluster's: Benchmarks/Cluster.") { calls, rounds, json };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(calls), parsed.GetValue(rounds), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(int calls, int rounds, bool json, CancellationToken cancellationToken)
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("shuffle-benchmark-");
        try
        {
            IReadOnlyList<ControlRow> rows = await new ControlBenchmark(calls, rounds).RunAsync(directory.FullName, cancellationToken);
            await PrintAsync(rows, json);
            return 0;
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static async Task PrintAsync(IReadOnlyList<ControlRow> rows, bool json)
    {
        if (json)
        {
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(new { machine = MachineFacts.Read(), rows }, JsonSerializerOptions.Web));
            return;
        }

        foreach (ControlRow row in rows)
        {
            await Console.Out.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{row.Plane,-9} {row.Jobs,3} jobs {row.PartitionsPerCall,4} a call {row.AllocationsPerSecond,9:F0} allocations/s  p50 {row.P50Milliseconds,7:F2} ms  p99 {row.P99Milliseconds,7:F2} ms"));
        }
    }
}
