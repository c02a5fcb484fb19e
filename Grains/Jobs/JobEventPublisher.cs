using Microsoft.Extensions.Logging;
using Orleans.Streams;
using ShuffleOrleans.ControlPlane.Jobs;

namespace ShuffleOrleans.Grains.Jobs;

/// <summary>
/// Tells the listeners of a job's stream what is new, one batch at a time; whatever comes up meanwhile goes with the next. It never makes anybody wait and
/// never fails: a listener sees a gap by the numbers and asks the job. Lives as long as the job does in this activation, used in the grain's turns.
/// </summary>
/// <param name="stream">The stream of the job.</param>
/// <param name="events">The job's events.</param>
/// <param name="logger">Where failures are told.</param>
internal sealed partial class JobEventPublisher(IAsyncStream<PartitionEventBatch> stream, EventLog events, ILogger logger)
{
    private const int MaxEvents = 1000;

    private long _published = events.LastSequence;
    private bool _wanted;
    private bool _running;

    /// <summary>Publishes what is new; if nothing is, an empty batch, by which listeners look again.</summary>
    public void Publish()
    {
        _wanted = true;
        if (!_running)
        {
            _ = RunAsync();
        }
    }

    private async Task RunAsync()
    {
        _running = true;
        while (_wanted)
        {
            PartitionEventBatch batch = Next();
            _wanted = _published < events.LastSequence;
            try
            {
                await stream.OnNextAsync(batch);
            }
            catch (Exception e)
            {
                LogNotPublished(logger, batch.LastSequence, e);
            }
        }

        _running = false;
    }

    // Of what is kept no longer only the number is told: those who have not seen it ask.
    private PartitionEventBatch Next()
    {
        PartitionEventBatch batch = events.ReadAfter(_published, MaxEvents);
        _published = batch.Events.Count > 0 ? batch.Events[^1].Sequence : batch.LastSequence;
        return batch with { Missed = false };
    }

    [LoggerMessage(
        EventId = 20,
        EventName = "EventsNotPublished",
        Level = LogLevel.Debug,
        Message = "Events up to number {LastSequence} were not published; whoever listens will ask for them.")]
    private static partial void LogNotPublished(ILogger logger, long lastSequence, Exception reason);
}
