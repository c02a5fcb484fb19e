using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using ShuffleOrleans.Client.ControlPlane;
using ShuffleOrleans.Client.Orleans.Access;
using ShuffleOrleans.Client.Orleans.Calls;
using ShuffleOrleans.Client.Orleans.Settings;
using ShuffleOrleans.Client.Orleans.Streams;
using ShuffleOrleans.Grains.Interfaces.Workers;

namespace ShuffleOrleans.Client.Orleans.Workers;

/// <summary>
/// The events of a cluster's workers, for dashboards. The stream says when to ask; the directory of workers says what happened, so that a lost message of the
/// stream is no lost event. Each listener has its own subscription, from its first step to its end. Any number of listeners, any thread.
/// </summary>
public sealed class WorkerEvents
{
    private readonly IClusterAccess _cluster;
    private readonly OrleansShuffleControlPlaneOptions _options;
    private readonly RetrySchedule _schedule;
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _loggers;

    /// <summary>Makes it; nothing is sent before the first listener.</summary>
    /// <param name="client">The Orleans client; stays its maker's.</param>
    /// <param name="options">How to wait and repeat.</param>
    /// <param name="time">The clock of timeouts and pauses.</param>
    /// <param name="random">The source of jitter; used under a lock.</param>
    /// <param name="loggers">Makes loggers.</param>
    public WorkerEvents(IClusterClient client, OrleansShuffleControlPlaneOptions options, TimeProvider time, Random random, ILoggerFactory loggers)
        : this(new ClusterAccess(client ?? throw new ArgumentNullException(nameof(client))), options, time, random, loggers)
    {
    }

    internal WorkerEvents(IClusterAccess cluster, OrleansShuffleControlPlaneOptions options, TimeProvider time, Random random, ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (_cluster, _options, _time, _loggers) = (cluster, options, time, loggers);
        _schedule = new RetrySchedule(options.FirstPause, options.MaxPause, random);
    }

    /// <summary>
    /// What happens to workers, without end: first what brings a newcomer up to date, then what happens. A listener that missed events gets instead, for each
    /// worker that is not as it was, one event that says how it is now. While the cluster does not answer nothing comes.
    /// </summary>
    /// <param name="cancellationToken">Ends listening.</param>
    /// <exception cref="ShuffleException">The cluster answered with an error that does not pass.</exception>
    public async IAsyncEnumerable<WorkerEvent> ListenAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // A dashboard outlasts any failure that passes.
        var calls = new GrainCalls(_options.CallTimeout, TimeSpan.MaxValue, _schedule, _time, _loggers.CreateLogger<GrainCalls>(), CancellationToken.None);
        var bell = new StreamBell("workers", _cluster.SubscribeToWorkersAsync, _options.SubscriptionRetryPause, _time, _loggers.CreateLogger<StreamBell>());
        WorkerBook book = new();
        try
        {
            for (long after = 0; ;)
            {
                bell.Listen();
                Stroke heard = bell.Last;
                (IReadOnlyList<WorkerEvent> changes, after) = await AskAsync(calls, book, after, cancellationToken).ConfigureAwait(false);
                foreach (WorkerEvent change in changes)
                {
                    yield return change;
                }

                if (changes.Count == 0)
                {
                    await heard.WaitForLaterAsync(after, _options.SafetyInterval, _time, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            await bell.EndAsync().ConfigureAwait(false);
        }
    }

    /// <returns>What is new, and the number to ask after next.</returns>
    private async Task<(IReadOnlyList<WorkerEvent> Changes, long After)> AskAsync(
        GrainCalls calls, WorkerBook book, long after, CancellationToken cancellationToken)
    {
        WorkerEventBatch batch = await calls.CallAsync(
            "Asking for the events of workers", token => _cluster.Workers().GetEventsAsync(after, token), cancellationToken).ConfigureAwait(false);
        if (batch.Missed)
        {
            IReadOnlyList<WorkerView> workers = await calls.CallAsync(
                "Listing the workers", token => _cluster.Workers().ListAsync(token), cancellationToken).ConfigureAwait(false);
            return (book.Compare(workers, batch.LastSequence, _time.GetUtcNow()), batch.LastSequence);
        }

        foreach (WorkerEvent change in batch.Events)
        {
            book.Note(change);
        }

        return (batch.Events, batch.Events.Count > 0 ? batch.Events[^1].Sequence : after);
    }
}
