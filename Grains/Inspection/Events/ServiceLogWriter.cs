using Microsoft.Extensions.Logging;
using ShuffleOrleans.Grains.Interfaces.Inspection;
using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.Grains.Inspection.Events;

/// <summary>
/// Carries what the grains of this silo tell to the log of the cluster, one call at a time: whatever comes up meanwhile goes with the next, so that a storm of
/// commits is a few calls. One for each silo, ends with it; safe for several threads.
/// </summary>
internal sealed partial class ServiceLogWriter : IServiceLog, IDisposable
{
    private const int MaxWaiting = 10_000;
    private const int MaxBatch = 1000;
    // The log moves when its silo dies, which is news itself. An event whose answer was lost comes twice.
    private const int MaxTries = 5;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Queue<ServiceEvent> _waiting = [];
    private readonly IGrainFactory _grains;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _ending = new();
    private readonly CancellationToken _end;
    private TaskCompletionSource? _carrying;
    private int _dropped;
    private bool _hasEnded;

    /// <param name="grains">Where the log is found.</param>
    /// <param name="time">What pauses are measured with.</param>
    /// <param name="logger">Where losses are told.</param>
    public ServiceLogWriter(IGrainFactory grains, TimeProvider time, ILogger<ServiceLogWriter> logger)
    {
        _grains = grains;
        _time = time;
        _logger = logger;
        _end = _ending.Token;
    }

    public void Tell(IReadOnlyList<ServiceEvent> events)
    {
        if (events.Count > 0 && Enqueue(events))
        {
            // Neither in the turn of the grain that tells, nor with what goes with its call.
            ThreadPool.UnsafeQueueUserWorkItem(static writer => _ = writer.CarryAsync(), this, preferLocal: false);
        }
    }

    /// <summary>Ends when all that was told up to now is in the log, or lost.</summary>
    public Task QuietAsync()
    {
        lock (_lock)
        {
            return _carrying?.Task ?? Task.CompletedTask;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            if (_hasEnded)
            {
                // The container knows it by two names.
                return;
            }

            _hasEnded = true;
        }

        _ending.Cancel();
        _ending.Dispose();
    }

    /// <returns>Whether nobody carries yet.</returns>
    private bool Enqueue(IReadOnlyList<ServiceEvent> events)
    {
        lock (_lock)
        {
            foreach (ServiceEvent happened in events)
            {
                _waiting.Enqueue(happened);
            }

            for (; _waiting.Count > MaxWaiting; _dropped++)
            {
                _waiting.Dequeue();
            }

            if (_carrying is not null)
            {
                return false;
            }

            _carrying = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return true;
        }
    }

    private async Task CarryAsync()
    {
        while (NextBatch() is { } batch)
        {
            await CarryAsync(InspectionForm.Of(batch, InspectionJsonOfGrains.Default.IReadOnlyListServiceEvent), batch.Count);
        }
    }

    private async Task CarryAsync(InspectionDocument events, int count)
    {
        for (int attempt = 1; !_end.IsCancellationRequested; attempt++)
        {
            try
            {
                await _grains.GetGrain<IServiceLogGrain>(0).TellAsync(events, CancellationToken.None);
                return;
            }
            catch (Exception e)
            {
                // Whatever it is, also of a silo that is ending: events are worth a few tries and no more.
                LogNotTold(count, attempt, MaxTries, e);
            }

            if (attempt == MaxTries)
            {
                return;
            }

            await Task.Delay(Pause, _time, _end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private List<ServiceEvent>? NextBatch()
    {
        TaskCompletionSource? done = null;
        List<ServiceEvent> batch = [];
        int dropped;
        lock (_lock)
        {
            (dropped, _dropped) = (_dropped, 0);
            while (batch.Count < MaxBatch && _waiting.TryDequeue(out ServiceEvent? next))
            {
                batch.Add(next);
            }

            if (batch.Count == 0)
            {
                (done, _carrying) = (_carrying, null);
            }
        }

        if (dropped > 0)
        {
            LogDropped(dropped);
        }

        done?.SetResult();
        return done is null ? batch : null;
    }

    [LoggerMessage(
        3131,
        LogLevel.Warning,
        "{Count} events for people could not be told to the cluster's log (attempt {Attempt} of {MaxTries})",
        EventName = "EventsNotTold")]
    private partial void LogNotTold(int count, int attempt, int maxTries, Exception reason);

    [LoggerMessage(3132, LogLevel.Warning, "{Count} events for people were dropped: more happens than the cluster's log takes", EventName = "EventsDropped")]
    private partial void LogDropped(int count);
}
