using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using ShuffleOrleans.Gateway.Problems;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.Gateway.Inspection.Events;

/// <summary>Counts the streams of a node: each holds a connection as long as its reader likes. Safe for several threads.</summary>
internal sealed class EventStreams(IServiceInspection service, IHostApplicationLifetime lifetime, TimeProvider time)
{
    /// <summary>The most streams at a time.</summary>
    public const int MaxStreams = 16;

    private int _open;

    /// <summary>A stream of what a query asks for; it counts until it has been written, or has failed.</summary>
    public EventStreamResult Open(EventQuery query)
    {
        if (Interlocked.Increment(ref _open) > MaxStreams)
        {
            Close();
            throw new RefusedException(
                ShuffleErrorCode.ControlPlaneUnavailable,
                $"This node has {MaxStreams} event streams open, as many as it serves. Close one, or poll /v1/events.",
                StatusCodes.Status503ServiceUnavailable);
        }

        return new EventStreamResult(service, query, time, Close, lifetime.ApplicationStopping);
    }

    private void Close() => Interlocked.Decrement(ref _open);
}
