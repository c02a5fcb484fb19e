using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ShuffleOrleans.Cli.Events;
using ShuffleOrleans.Protocol.Inspection;

namespace ShuffleOrleans.Tests.Cli;

/// <summary>Following events over what networks do to streams.</summary>
public sealed class EventTests
{
    private const string Stream = "GET /v1/events/stream";

    [Fact]
    public void Parser_KnowsCommentsManyLinesAndSpaces()
    {
        StreamParser parser = new();
        string[] lines = [": hello", "", "id: 7", "event: shuffle", "data:  a", "data:b", "unknown: x", "", "data", "", "event: x", ""];
        StreamMessage[] messages = [.. lines.Select(parser.Add).OfType<StreamMessage>()];
        Assert.Equal([new StreamMessage("shuffle", "7", " a\nb"), new StreamMessage("message", "7", "")], messages);
    }

    [Fact]
    public void Parser_EndsWhatNeverEnds()
    {
        StreamParser parser = new();
        string line = "data:" + new string('x', 1000);
        Assert.Throws<InvalidDataException>(() =>
        {
            for (int i = 0; i < 2000; i++)
            {
                parser.Add(line);
            }
        });
    }

    [Fact]
    public void Backoff_DoublesToALimit_AndGivesUp()
    {
        Backoff backoff = new();
        TimeSpan?[] waits = [.. Enumerable.Range(0, Backoff.MostFailures + 1).Select(_ => backoff.Fail())];
        Assert.Equal([0.5, 1, 2, 4, 8, 16, 30, 30], waits.Take(8).Select(wait => wait!.Value.TotalSeconds));
        Assert.Null(waits[^1]);
        backoff.Succeed();
        Assert.Equal(0.5, backoff.Fail()!.Value.TotalSeconds);
    }

    [Fact]
    public async Task ALostStream_GoesOnBehindTheLastEvent()
    {
        await using FakeService service = await SampleService.StartAsync();
        using CancellationTokenSource end = new();
        int streams = 0;
        service.On(Stream, async http =>
        {
            int stream = Interlocked.Increment(ref streams);
            if (stream == 2)
            {
                http.Response.StatusCode = 503;
                return;
            }

            await SendAsync(http, 6 + stream);
            if (stream == 3)
            {
                await end.CancelAsync();
            }
        });
        HurriedTime time = new();
        RunResult run = (await new Shuffle(service.Address) { Time = time }.RunAsync(end.Token, "events", "--follow", "--json", "--take", "2")).Expect(0);
        Assert.Equal(["6", "7", "7"], service.Received.Where(request => request.Target == "/v1/events/stream").Select(request => request.LastEventId));
        Assert.Equal([5L, 6L, 7L], run.Out.Split(
            '\n', StringSplitOptions.RemoveEmptyEntries).Take(3).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("sequence").GetInt64()));
        Assert.Equal([0.5, 1], time.Waits.Take(2).Select(wait => wait.TotalSeconds));
        Assert.Contains("Older events are gone", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoNeverComesBack_IsGivenUp()
    {
        await using FakeService service = await SampleService.StartAsync();
        service.OnProblem(Stream, 503, "ControlPlaneUnavailable", "Busy", "16 streams are open.");
        RunResult run = (await new Shuffle(service.Address) { Time = new HurriedTime() }.RunAsync("events", "--follow")).Expect(4);
        Assert.Contains("20 tries", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARefusedStream_IsNotTriedAgain()
    {
        await using FakeService service = await SampleService.StartAsync();
        service.OnProblem(Stream, 401, "AuthenticationFailed", "Authentication failed", "This needs a token.");
        (await new Shuffle(service.Address) { Time = new HurriedTime() }.RunAsync("events", "--follow")).Expect(1);
        Assert.Single(service.Received, request => request.Target == "/v1/events/stream");
    }

    private static async Task SendAsync(HttpContext http, long sequence)
    {
        http.Response.ContentType = "text/event-stream";
        string json = JsonSerializer.Serialize(Samples.Event(sequence), InspectionJson.Default.ServiceEvent);
        await http.Response.WriteAsync($": \n\nevent: missed\ndata: {{}}\n\nid: {sequence}\nevent: shuffle\ndata: {json}\n\n");
        await http.Response.Body.FlushAsync();
    }
}
