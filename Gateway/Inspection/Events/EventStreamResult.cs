using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.Gateway.Inspection.Events;

/// <summary>
/// Writes events to one reader until it leaves or the node stops. Written by hand and not by the framework's result for server-sent events, which cannot
/// write comments: without them a proxy takes a quiet stream for a dead one, and nobody notices a reader that has left. Executed once, by its request.
/// </summary>
/// <param name="service">Where events come from.</param>
/// <param name="query">Which, and after which.</param>
/// <param name="time">Where time comes from.</param>
/// <param name="close">Called at the end, whatever it is.</param>
/// <param name="stopping">The node stops.</param>
internal sealed class EventStreamResult(IServiceInspection service, EventQuery query, TimeProvider time, Action close, CancellationToken stopping) : IResult
{
    private static readonly TimeSpan CommentAfter = TimeSpan.FromSeconds(15);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        try
        {
            using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, stopping);
            httpContext.Response.ContentType = "text/event-stream";
            httpContext.Response.Headers.CacheControl = "no-cache,no-store";
            httpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
            await StreamAsync(new EventStreamWriter(httpContext.Response.BodyWriter), end.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested || httpContext.RequestAborted.IsCancellationRequested)
        {
            // That is how a stream ends: the reader comes back with its place, here or elsewhere.
        }
        finally
        {
            close();
        }
    }

    private async Task StreamAsync(EventStreamWriter writer, CancellationToken end)
    {
        await writer.CommentAsync(end);
        long place = query.After!.Value;
        while (true)
        {
            EventBatch batch = await service.ReadEventsAsync(query with { After = place }, end);
            await writer.WriteAsync(batch, end);
            // With nothing left after it, a batch ends where the log does.
            bool isLast = batch.LastSequence == place || batch.Items.Count < query.Take;
            place = batch.LastSequence;
            if (isLast)
            {
                await WaitAsync(writer, place, end);
            }
        }
    }

    private async Task WaitAsync(EventStreamWriter writer, long place, CancellationToken end)
    {
        // One wait, however many comments pass: each wait of its own would be left behind in the log.
        Task news = service.WaitForEventsAsync(place, end);
        while (true)
        {
            try
            {
                await news.WaitAsync(CommentAfter, time, end);
                return;
            }
            catch (TimeoutException) when (!news.IsCompleted)
            {
                await writer.CommentAsync(end);
            }
        }
    }
}
