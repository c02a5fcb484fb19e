using System.Diagnostics.Metrics;
using System.Text.Json;
using System.Text.RegularExpressions;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Tests.EndToEnd.Processes;
using ShuffleOrleans.Tests.TestKit;

namespace ShuffleOrleans.Tests.EndToEnd.Metrics;

/// <summary>The ready dashboard and the alerts speak of metrics that a running service and its clients have, and of no others.</summary>
[Trait("Category", "EndToEnd")]
public sealed partial class DashboardMetricsTests : IDisposable
{
    private readonly TestDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task EveryMetricThatIsNamed_IsExported()
    {
        HashSet<string> known = [.. ClientMetricNames()];
        await using (LiveService service = await LiveService.StartAsync(_directory))
        {
            await using TestEngine engine = await TestEngine.StartAsync(service, DataPartitionKind.Map);
            await engine.ProduceAsync(0);
            await engine.ConsumeAsync();
            string page = await service.Http.GetStringAsync("/metrics");
            Assert.Null(await Promtool.ComplaintAsync(["check", "metrics"], page));
            Assert.Matches(@"(?m)^shuffle_data_plane_received_bytes_total [1-9]", page);
            Assert.Matches(@"(?m)^shuffle_control_plane_allocation_total\{shuffle_outcome=""allocated""\} 1$", page);
            Assert.Matches(@"(?m)^shuffle_control_plane_journal_flush_duration_seconds_count [1-9]", page);
            known.UnionWith(TypeLine().Matches(page).SelectMany(line => WithParts(line.Groups["name"].Value, line.Groups["type"].Value == "histogram")));
            await engine.EndJobAsync();
        }

        known.Add("up");
        string[] unknown = [.. Named().Except(known).Order(StringComparer.Ordinal)];
        Assert.True(unknown.Length == 0, $"Nobody exports {string.Join(", ", unknown)}.");
        Assert.True(Named().Length > 50, "The dashboard names next to nothing.");
    }

    private static string[] Named()
    {
        using JsonDocument dashboard = JsonDocument.Parse(File.ReadAllText(RepositoryFiles.PathOf("deploy/grafana/shuffleorleans.json")));
        IEnumerable<string> panels = dashboard.RootElement.GetProperty("panels").EnumerateArray()
            .Where(panel => panel.TryGetProperty("targets", out _))
            .SelectMany(panel => panel.GetProperty("targets").EnumerateArray())
            .Select(target => target.GetProperty("expr").GetString()!);
        IEnumerable<string> alerts = File.ReadAllLines(RepositoryFiles.PathOf("deploy/prometheus/shuffleorleans.rules.yml"))
            .Where(line => !line.Contains(':', StringComparison.Ordinal) || line.Contains("expr:", StringComparison.Ordinal))
            .Select(line => line.Replace("expr:", "", StringComparison.Ordinal));
        return [.. panels.Concat(alerts).SelectMany(MetricsIn).Distinct()];
    }

    // What is left of an expression without the labels, which have names too.
    private static IEnumerable<string> MetricsIn(string expression) =>
        MetricName().Matches(Labels().Replace(expression, "")).Select(match => match.Value);

    private static IEnumerable<string> ClientMetricNames()
    {
        List<string> names = [];
        using MeterListener listener = new()
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name == "ShuffleOrleans.Client")
                {
                    lock (names)
                    {
                        bool isHistogram = instrument is Histogram<double>;
                        string unit = instrument.Unit switch { "By" => "_bytes", "s" => "_seconds", _ => "" };
                        string total = instrument is Counter<long> ? "_total" : "";
                        names.AddRange(WithParts(instrument.Name.Replace('.', '_') + unit + total, isHistogram));
                    }
                }
            },
        };
        listener.Start();
        using Client.Remote.RemoteShuffleServiceFactory factory = new(
            new Client.Remote.RemoteShuffleOptions(), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance);
        _ = factory.CreateShuffleEnvironment(new Client.Api.ShuffleEnvironmentContext("executor", "127.0.0.1"));
        lock (names)
        {
            return [.. names];
        }
    }

    private static IEnumerable<string> WithParts(string name, bool isHistogram) => isHistogram ? [$"{name}_bucket", $"{name}_sum", $"{name}_count"] : [name];

    [GeneratedRegex(@"^# TYPE (?<name>\S+) (?<type>\S+)$", RegexOptions.Multiline)]
    private static partial Regex TypeLine();

    [GeneratedRegex(@"\{[^}]*\}|\bby \([^)]*\)")]
    private static partial Regex Labels();

    [GeneratedRegex(@"\b(shuffle|dotnet|http|kestrel)_[a-z0-9_]+|\bup\b")]
    private static partial Regex MetricName();
}
