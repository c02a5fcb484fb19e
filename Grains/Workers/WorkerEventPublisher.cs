using Microsoft.Extensions.Logging;
using Orleans.Streams;
using ShuffleOrleans.Grains.Interfaces.Workers;

namespace ShuffleOrleans.Grains.Workers;

/// <summary>
/// Sends the events of workers to their stream, one after the other and in the background: whoever caused them does not wait for listeners. An event that
/// cannot be sent is left out; listeners see the gap by the numbers and ask. Owned by the directory's grain; used in its turns.
/// </summary>
/// <param name="log">The events.</param>
/// <param name="openStream">Opens the stream.</param>
/// <param name="logger">Where it logs.</param>
internal sealed partial class WorkerEventPublisher(WorkerEventLog log, Func<IAsyncStream<WorkerEvent>> openStream, ILogger logger)
{
    private long _published = log.LastSequence;
    private bool _isPublishing;

    /// <summary>Sends what is not sent yet, now or when the sending that is under way comes to it. Never fails.</summary>
    public void Publish()
    {
        if (!_isPublishing)
        {
            _isPublishing = true;
            _ = PublishAllAsync();
        }
    }

    private async Task PublishAllAsync()
    {
        while (log.NextAfter(_published) is { } next)
        {
            _published = next.Sequence;
            try
            {
                await openStream().OnNextAsync(next);
            }
            catch (Exception e)
            {
                // Whatever a provider of streams may throw: it must not reach the worker whose call this comes from.
                LogNotPublished(next.Sequence, e);
            }
        }

        _isPublishing = false;
    }

    [LoggerMessage(
        3113, LogLevel.Warning, "Event {Sequence} of workers was not published; listeners will find it missing", EventName = "WorkerEventNotPublished")]
    private partial void LogNotPublished(long sequence, Exception error);
}
