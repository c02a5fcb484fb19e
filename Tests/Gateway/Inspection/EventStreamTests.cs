using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;
using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.Tests.Gateway.Inspection;

public sealed class EventStreamTests
{
    [Fact]
    public async Task Stream_TellsWhatWas_AndWhatHappens()
    {
        await using InspectionHost host = await InspectionHost.StartFilledAsync();
        using HttpResponseMessage response = await OpenAsync(host, "after=0");
        await using IAsyncEnumerator<SseItem<string>> events = await ReadAsync(response);

        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(["WorkerRegistered", "JobRegistered", "PartitionCommitted"], await KindsAsync(events, 3));
        await host.Plane.ExcludeWorkerAsync(Samples.Worker, "why", default);
        Assert.Equal(["WorkerExcluded"], await KindsAsync(events, 1));
    }

    [Fact]
    public async Task Stream_WithoutAPlace_BeginsNow()
    {
        await using InspectionHost host = await InspectionHost.StartFilledAsync();
        using HttpResponseMessage response = await OpenAsync(host, "");
        await using IAsyncEnumerator<SseItem<string>> events = await ReadAsync(response);

        await host.Plane.ExcludeWorkerAsync(Samples.Worker, "why", default);

        Assert.Equal(["WorkerExcluded"], await KindsAsync(events, 1));
    }

    [Fact]
    public async Task LastEventId_GoesOnAfterIt()
    {
        await using InspectionHost host = await InspectionHost.StartFilledAsync();
        long first = (await host.Plane.ReadEventsAsync(new EventQuery(0), default)).Items[0].Sequence;
        using HttpResponseMessage response = await OpenAsync(host, "after=0", $"{first}");
        await using IAsyncEnumerator<SseItem<string>> events = await ReadAsync(response);

        Assert.True(await events.MoveNextAsync());

        Assert.Equal($"{first + 1}", events.Current.EventId);
        Assert.Equal("shuffle", events.Current.EventType);
        Assert.Equal("JobRegistered", JsonElement.Parse(events.Current.Data).GetProperty("kind").GetString());
    }

    [Fact]
    public async Task PlaceOfAnEarlierProcess_HearsMissed_AndThenWhatThereIs()
    {
        await using InspectionHost host = await InspectionHost.StartFilledAsync();
        using HttpResponseMessage response = await OpenAsync(host, "", "17");
        await using IAsyncEnumerator<SseItem<string>> events = await ReadAsync(response);

        Assert.True(await events.MoveNextAsync());
        Assert.Equal("missed", events.Current.EventType);
        Assert.Equal(["WorkerRegistered", "JobRegistered"], await KindsAsync(events, 2));
    }

    [Fact]
    public async Task Filters_LeaveOthersOut()
    {
        await using InspectionHost host = await InspectionHost.StartFilledAsync();
        using HttpResponseMessage response = await OpenAsync(host, $"after=0&worker={Samples.Worker}&severity=warning");
        await using IAsyncEnumerator<SseItem<string>> events = await ReadAsync(response);

        await host.Plane.ExcludeWorkerAsync(Samples.Worker, "why", default);

        Assert.Equal(["WorkerExcluded"], await KindsAsync(events, 1));
    }

    [Fact]
    public async Task QuietStream_SaysThatItLives()
    {
        await using InspectionHost host = await InspectionHost.StartFilledAsync();
        using HttpResponseMessage response = await OpenAsync(host, "");
        using StreamReader lines = new(await response.Content.ReadAsStreamAsync());
        Assert.Equal(": ", await lines.ReadLineAsync());
        Assert.Equal("", await lines.ReadLineAsync());
        Task<string?> next = lines.ReadLineAsync();

        Assert.Equal(": ", await EndOfAsync(next, host));
    }

    // The stream arms its timer some time after it has said something, and nothing tells when: the clock moves on when the stream has been silent for a while.
    private static async Task<T> EndOfAsync<T>(Task<T> next, InspectionHost host)
    {
        for (int nudge = 0; nudge < 12; nudge++)
        {
            host.Clock.Advance(TimeSpan.FromSeconds(15));
            try
            {
                return await next.WaitAsync(TimeSpan.FromSeconds(1));
            }
            catch (TimeoutException) when (!next.IsCompleted)
            {
            }
        }

        return await next.WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task SeventeenthStream_IsRefused_UntilOneEnds()
    {
        await using InspectionHost host = await InspectionHost.StartFilledAsync();
        List<HttpResponseMessage> open = [];
        for (int stream = 0; stream < 16; stream++)
        {
            open.Add(await OpenAsync(host, ""));
            Assert.Equal(HttpStatusCode.OK, open[^1].StatusCode);
        }

        using (HttpResponseMessage refused = await OpenAsync(host, ""))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        }

        open.ForEach(response => response.Dispose());
        using HttpResponseMessage again = await OpenWhenThereIsRoomAsync(host);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    // The server learns of an end when its socket does; nothing tells a client when that is.
    private static async Task<HttpResponseMessage> OpenWhenThereIsRoomAsync(InspectionHost host)
    {
        while (true)
        {
            HttpResponseMessage response = await OpenAsync(host, "");
            if (response.StatusCode != HttpStatusCode.ServiceUnavailable)
            {
                return response;
            }

            response.Dispose();
        }
    }

    private static Task<HttpResponseMessage> OpenAsync(InspectionHost host, string query, string? lastEventId = null)
    {
        HttpRequestMessage request = new(HttpMethod.Get, $"/v1/events/stream?{query}");
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        return host.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private static async Task<IAsyncEnumerator<SseItem<string>>> ReadAsync(HttpResponseMessage response)
        => SseParser.Create(await response.Content.ReadAsStreamAsync()).EnumerateAsync().GetAsyncEnumerator();

    private static async Task<string[]> KindsAsync(IAsyncEnumerator<SseItem<string>> events, int count)
    {
        string[] kinds = new string[count];
        for (int i = 0; i < count; i++)
        {
            Assert.True(await events.MoveNextAsync());
            kinds[i] = JsonElement.Parse(events.Current.Data).GetProperty("kind").GetString()!;
        }

        return kinds;
    }
}
