using System.Collections.Concurrent;
using System.Diagnostics;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Tests.Client.Fixtures;

namespace ShuffleOrleans.Tests.Client.Metrics;

/// <summary>Spans of one job over client and worker, in one trace.</summary>
public sealed class SpanTests : IAsyncLifetime
{
    private const string TestSource = "ShuffleOrleans.Tests.Spans";
    private static readonly SubpartitionRange Range = new(0, 3);
    private TestWorker _worker = null!;

    public async Task InitializeAsync() => _worker = await TestWorker.StartAsync();

    public async Task DisposeAsync() => await _worker.DisposeAsync();

    [Fact]
    public async Task WorkersSpans_AreChildrenOfTheClients()
    {
        ConcurrentQueue<Activity> ended = [];
        using ActivitySource source = new(TestSource);
        using ActivityListener listener = new()
        {
            ShouldListenTo = heard => heard.Name.StartsWith("ShuffleOrleans.", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        ActivityTraceId trace;
        using (Activity root = source.StartActivity("job")!)
        {
            trace = root.TraceId;
            await using TestExecutor executor = new();
            RemoteShuffleDescriptor shuffle = TestExecutor.Descriptor(_worker.At(), 0, 4);
            OutputModel model = await executor.WriteAsync(shuffle, new Random(3), 300);
            await executor.MustReadAsync(Range, [shuffle], [model]);
        }

        // The worker's channels end with what they send last, so the reader may be done a moment before them; the connections' end comes after both.
        await _worker.Worker.DisposeAsync();
        Activity[] spans = [.. ended.Where(span => span.TraceId == trace)];
        Assert.Equal(
            ["job", "shuffle.read_channel", "shuffle.read_worker", "shuffle.write_channel", "shuffle.write_partition"],
            spans.Select(span => span.OperationName).Order(StringComparer.Ordinal));
        Assert.Equal(Named("job").SpanId, Named("shuffle.write_partition").ParentSpanId);
        Assert.Equal(Named("job").SpanId, Named("shuffle.read_worker").ParentSpanId);
        Assert.Equal(Named("shuffle.write_partition").SpanId, Named("shuffle.write_channel").ParentSpanId);
        Assert.Equal(Named("shuffle.read_worker").SpanId, Named("shuffle.read_channel").ParentSpanId);
        Assert.All(spans, span => Assert.NotEqual(ActivityStatusCode.Error, span.Status));

        Activity Named(string name) => spans.Single(span => span.OperationName == name);
    }
}
