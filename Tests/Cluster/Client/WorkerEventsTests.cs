using Microsoft.Extensions.Logging.Abstractions;
using ShuffleOrleans.Client.Orleans.Settings;
using ShuffleOrleans.Client.Orleans.Workers;
using ShuffleOrleans.Grains.Interfaces.Workers;

namespace ShuffleOrleans.Tests.Cluster.Client;

/// <summary>What a listener of worker events is told, whatever the stream loses.</summary>
public sealed class WorkerEventsTests : IAsyncLifetime
{
    private static readonly WorkerLocation A = Location(1);
    private static readonly WorkerLocation B = Location(2);
    private static readonly WorkerLocation C = Location(3);

    private readonly ScriptedCluster _cluster = new();
    private readonly AnnouncingTimeProvider _time = new();
    private readonly IAsyncEnumerator<WorkerEvent> _listener;

    public WorkerEventsTests()
    {
        OrleansShuffleControlPlaneOptions options = new() { FirstPause = TestClient.Pause, MaxPause = TestClient.Pause };
        _listener = new WorkerEvents(_cluster, options, _time, new Random(1), NullLoggerFactory.Instance).ListenAsync().GetAsyncEnumerator();
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _listener.DisposeAsync().AsTask().WaitAsync(Patience.Limit);

    [Fact]
    public async Task EventsAreTold_OneAfterTheOther_AndAskedForAfterTheLast()
    {
        Task<WorkerEvent> first = NextAsync();
        (await AskedAsync(0)).Reply(Batch(Event(1, WorkerEventKind.Registered, A), Event(2, WorkerEventKind.Lost, A)));
        Assert.Equal(1, (await first).Sequence);
        Assert.Equal(2, (await NextAsync()).Sequence);

        Task<WorkerEvent> third = NextAsync();
        (await AskedAsync(2)).Reply(Batch(Event(3, WorkerEventKind.Forgotten, A)));

        Assert.Equal(3, (await third).Sequence);
        await EndAsync();
    }

    [Fact]
    public async Task MissedEvents_AreMadeUpForByAListing()
    {
        Task<WorkerEvent> next = NextAsync();
        (await AskedAsync(0)).Reply(Batch(
            Event(1, WorkerEventKind.Registered, A), Event(2, WorkerEventKind.Registered, B), Event(3, WorkerEventKind.Registered, C)));
        await next;
        await NextAsync();
        Assert.Equal(3, (await NextAsync()).Sequence);
        WorkerLocation returned = A with { Incarnation = WorkerIncarnationId.FromGuid(Guid.NewGuid()) };

        next = NextAsync();
        (await AskedAsync(3)).Reply(new WorkerEventBatch([], true, 90));
        ScriptedCall listing = await _cluster.Calls.NextAsync();
        Assert.Equal(ScriptedDirectoryGrain.Listing, listing.Request);
        listing.Reply(new[] { View(returned, isGone: false), View(B, isGone: true) });

        WorkerEvent[] told = [await next, await NextAsync(), await NextAsync()];
        Assert.Equal(
            [(WorkerEventKind.Registered, returned), (WorkerEventKind.Lost, B), (WorkerEventKind.Forgotten, C)],
            told.Select(change => (change.Kind, change.Location)));
        Task<WorkerEvent> after = NextAsync();
        (await AskedAsync(90)).Reply(Batch(Event(91, WorkerEventKind.Registered, C)));
        Assert.Equal(91, (await after).Sequence);
        await EndAsync();
    }

    [Fact]
    public async Task StreamSaysWhenToAsk()
    {
        Task<WorkerEvent> next = NextAsync();
        ScriptedCall look = await AskedAsync(0);
        ScriptedSubscription stream = (await _cluster.NextSubscriptionAsync()).Stand();
        look.Reply(Batch());
        (await AskedAsync(0)).Reply(Batch());

        stream.Publish(1);
        (await AskedAsync(0)).Reply(Batch(Event(1, WorkerEventKind.Registered, A)));

        Assert.Equal(A, (await next).Location);
        await _listener.DisposeAsync();
        Assert.True(stream.Ended.IsCompleted);
    }

    [Fact]
    public async Task ClusterThatDoesNotAnswer_IsOutlasted()
    {
        Task<WorkerEvent> next = NextAsync();
        (await AskedAsync(0)).Fail(new TimeoutException("no response"));
        await _time.PassAsync(TestClient.Pause);

        (await AskedAsync(0)).Reply(Batch(Event(1, WorkerEventKind.Registered, A)));

        Assert.Equal(A, (await next).Location);
        await EndAsync();
    }

    private async Task<WorkerEvent> NextAsync()
    {
        Assert.True(await _listener.MoveNextAsync().AsTask().WaitAsync(Patience.Limit));
        return _listener.Current;
    }

    private async Task<ScriptedCall> AskedAsync(long after)
    {
        ScriptedCall call = await _cluster.Calls.NextAsync();
        Assert.Equal(after, call.Request);
        return call;
    }

    private async Task EndAsync() => (await _cluster.NextSubscriptionAsync()).Stand();

    private static WorkerEventBatch Batch(params WorkerEvent[] events) => new(events, false, events.Length == 0 ? 0 : events[^1].Sequence);

    private static WorkerEvent Event(long sequence, WorkerEventKind kind, WorkerLocation location) => new(sequence, DateTimeOffset.UnixEpoch, kind, location);

    private static WorkerView View(WorkerLocation location, bool isGone) => new(location, string.Empty, SiloAddress.Zero, isGone, null, 0, false);

    private static WorkerLocation Location(byte number) => new(
        WorkerId.FromGuid(new Guid(number, 0, 0, new byte[8])), WorkerIncarnationId.FromGuid(new Guid(number, 1, 0, new byte[8])), "127.0.0.1", 7000 + number);
}
