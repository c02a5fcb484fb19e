using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Headers;
using ShuffleOrleans.Tests.TestKit.Processes;

namespace ShuffleOrleans.Tests.Gateway.Metrics;

/// <summary>What a Prometheus server finds at a gateway.</summary>
public sealed class MetricsPageTests
{
    private const string Token = "reads-the-metrics-page";

    [Fact]
    public async Task Counter_AddsUpByItsTags_WhateverTheirOrder()
    {
        await using MetricsHost host = await MetricsHost.StartAsync();
        Counter<long> counter = host.Meter.CreateCounter<long>("some.thing", "By", "Things.");
        counter.Add(3, new("b", "y"), new("a", "x"));
        counter.Add(4, new("a", "x"), new KeyValuePair<string, object?>("b", "y"));
        counter.Add(5);
        Assert.Equal(
            ["# HELP some_thing_bytes_total Things.", "# TYPE some_thing_bytes_total counter", "# UNIT some_thing_bytes_total bytes",
                "some_thing_bytes_total 5", "some_thing_bytes_total{a=\"x\",b=\"y\"} 7"],
            await host.LinesAsync("some_thing_bytes_total"));
    }

    [Fact]
    public async Task Histogram_HasTheBucketsThatItsInstrumentAdvises()
    {
        await using MetricsHost host = await MetricsHost.StartAsync();
        Histogram<double> histogram = host.Meter.CreateHistogram(
            "took", "s", "Took.", tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1] });
        histogram.Record(0.1);
        histogram.Record(0.5);
        histogram.Record(7, new KeyValuePair<string, object?>("k", "v"));
        Assert.Equal(
            ["took_seconds_bucket{le=\"0.1\"} 1", "took_seconds_bucket{le=\"1\"} 2", "took_seconds_bucket{le=\"+Inf\"} 2", "took_seconds_sum 0.6", "took_seconds_count 2",
                "took_seconds_bucket{k=\"v\",le=\"0.1\"} 0", "took_seconds_bucket{k=\"v\",le=\"1\"} 0", "took_seconds_bucket{k=\"v\",le=\"+Inf\"} 1",
                "took_seconds_sum{k=\"v\"} 7", "took_seconds_count{k=\"v\"} 1"],
            (await host.LinesAsync("took_seconds")).Where(line => line[0] != '#'));
    }

    [Fact]
    public async Task Gauge_ShowsWhatIsObservedNow_AndForgetsWhatIsNoMore()
    {
        await using MetricsHost host = await MetricsHost.StartAsync();
        string[] names = ["one", "two"];
        host.Meter.CreateObservableGauge("now", () => names.Select(name => new Measurement<int>(name.Length, new KeyValuePair<string, object?>("name", name))));
        Assert.Equal(["now{name=\"one\"} 3", "now{name=\"two\"} 3"], (await host.LinesAsync("now")).Where(line => line[0] != '#'));
        names = ["three"];
        Assert.Equal(["now{name=\"three\"} 5"], (await host.LinesAsync("now")).Where(line => line[0] != '#'));
    }

    [Fact]
    public async Task GaugeThatThrows_CostsOnlyItself()
    {
        await using MetricsHost host = await MetricsHost.StartAsync();
        host.Meter.CreateObservableGauge("bad", new Func<int>(() => throw new InvalidOperationException("no")));
        host.Meter.CreateObservableGauge("good", () => 1);
        Assert.Contains("good 1", await host.LinesAsync("good"));
    }

    [Fact]
    public async Task HostileText_StaysInItsLine()
    {
        await using MetricsHost host = await MetricsHost.StartAsync();
        Counter<int> counter = host.Meter.CreateCounter<int>("hostile", null, "One\nline \\ only");
        counter.Add(1, new KeyValuePair<string, object?>("quote\"d", "a\"b\\c\nd\u0000e"));
        string[] lines = await host.LinesAsync("hostile_total");
        Assert.Equal(["# HELP hostile_total One\\nline \\\\ only", "# TYPE hostile_total counter", "hostile_total{quote_d=\"a\\\"b\\\\c\\nd e\"} 1"], lines);
        Assert.Null(await Promtool.ComplaintAsync(["check", "metrics"], await host.PageAsync()));
    }

    [Fact]
    public async Task MoreSeriesThanMayBe_AreDroppedAndCounted()
    {
        await using MetricsHost host = await MetricsHost.StartAsync(maxSeries: 150);
        Counter<int> counter = host.Meter.CreateCounter<int>("many");
        for (int i = 0; i < 1000; i++)
        {
            counter.Add(1, new KeyValuePair<string, object?>("number", i));
        }

        string page = await host.PageAsync();
        int shown = page.Split('\n').Count(line => line.StartsWith("many_total{", StringComparison.Ordinal));
        Assert.InRange(shown, 1, 150);
        string dropped = Assert.Single(await host.LinesAsync("shuffle_telemetry_dropped_measurements_total"), line => line[0] != '#');
        Assert.True(int.Parse(dropped.Split(' ')[1], null) >= 1000 - 150, dropped);
    }

    [Fact]
    public async Task MeterOfAnotherHost_IsNotShown()
    {
        await using MetricsHost one = await MetricsHost.StartAsync();
        await using MetricsHost other = await MetricsHost.StartAsync();
        other.Meter.CreateCounter<int>("of.the.other").Add(1);
        Assert.Empty(await one.LinesAsync("of_the_other_total"));
        Assert.NotEmpty(await other.LinesAsync("of_the_other_total"));
    }

    [Fact]
    public async Task PlatformMeters_AreShown_AndPromtoolAcceptsThePage()
    {
        await using MetricsHost host = await MetricsHost.StartAsync();
        await host.PageAsync();
        string page = await host.PageAsync();
        Assert.All(
            ["dotnet_process_cpu_time_seconds_total", "http_server_request_duration_seconds", "kestrel_active_connections"],
            name => Assert.Contains($"# TYPE {name} ", page, StringComparison.Ordinal));
        Assert.Null(await Promtool.ComplaintAsync(["check", "metrics"], page));
    }

    [Fact]
    public async Task WithAReadToken_ThePageNeedsIt()
    {
        await using MetricsHost host = await MetricsHost.StartAsync(options => options.ReadToken = Token);
        using HttpResponseMessage refused = await host.Gateway.Http.GetAsync(new Uri("/metrics", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        host.Gateway.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        using HttpResponseMessage page = await host.Gateway.Http.GetAsync(new Uri("/metrics", UriKind.Relative));
        Assert.Equal((HttpStatusCode.OK, "text/plain"), (page.StatusCode, page.Content.Headers.ContentType!.MediaType));
    }
}
