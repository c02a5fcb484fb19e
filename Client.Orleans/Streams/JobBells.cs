using Microsoft.Extensions.Logging;
using ShuffleOrleans.Client.Orleans.Access;
using ShuffleOrleans.Client.Orleans.Settings;

namespace ShuffleOrleans.Client.Orleans.Streams;

/// <summary>
/// The streams of jobs that are listened to: one subscription for each job that is asked for events, shared by all who ask. It ends with the job, after a while
/// without questions, or with this. Any thread.
/// </summary>
internal sealed partial class JobBells : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<JobId, JobBell> _bells = [];
    private readonly IClusterAccess _cluster;
    private readonly OrleansShuffleControlPlaneOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ILoggerFactory _loggers;
    private readonly ITimer _idleTimer;
    private Task _endings = Task.CompletedTask;
    private bool _limitTold;
    private bool _disposed;

    public JobBells(IClusterAccess cluster, OrleansShuffleControlPlaneOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        _cluster = cluster;
        _options = options;
        _time = time;
        _logger = loggers.CreateLogger<JobBells>();
        _loggers = loggers;
        _idleTimer = time.CreateTimer(_ => EndIdle(), null, options.SubscriptionIdleTime, options.SubscriptionIdleTime);
    }

    /// <summary>How many streams are listened to.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _bells.Count;
            }
        }
    }

    /// <summary>The bell of a job, until <see cref="Leave"/>. Beyond the limit, and after the end, one that never rings.</summary>
    public JobBell Enter(JobId job)
    {
        lock (_lock)
        {
            if (!_bells.TryGetValue(job, out JobBell? bell))
            {
                bell = new JobBell(job, NewBell(job));
                if (!HasRoom())
                {
                    return bell;
                }

                _bells.Add(job, bell);
            }

            bell.UserCount++;
            bell.JobHasEnded = false;
            bell.Bell.Listen();
            return bell;
        }
    }

    public void Leave(JobBell bell)
    {
        lock (_lock)
        {
            bell.UserCount--;
            bell.LastUsed = _time.GetTimestamp();
            EndIfUnused(bell);
        }
    }

    /// <summary>A job has ended: nobody needs to hear of it. Those who still listen are told to ask, and end it when they leave.</summary>
    public void End(JobId job)
    {
        lock (_lock)
        {
            if (_bells.TryGetValue(job, out JobBell? bell))
            {
                bell.JobHasEnded = true;
                bell.Bell.Ring(Stroke.Unknown);
                EndIfUnused(bell);
            }
        }
    }

    /// <summary>Ends all subscriptions.</summary>
    public async ValueTask DisposeAsync()
    {
        await _idleTimer.DisposeAsync().ConfigureAwait(false);
        lock (_lock)
        {
            _disposed = true;
            foreach (JobBell bell in _bells.Values.ToArray())
            {
                Remove(bell);
            }
        }

        await _endings.ConfigureAwait(false);
    }

    private bool HasRoom()
    {
        if (_bells.Count >= _options.MaxSubscriptions && !_limitTold)
        {
            _limitTold = true;
            LogLimit(_options.MaxSubscriptions);
        }

        return !_disposed && _bells.Count < _options.MaxSubscriptions;
    }

    private StreamBell NewBell(JobId job)
        => new($"job {job}", onNews => _cluster.SubscribeToJobAsync(job, onNews), _options.SubscriptionRetryPause, _time, _loggers.CreateLogger<StreamBell>());

    private void EndIdle()
    {
        lock (_lock)
        {
            foreach (JobBell bell in _bells.Values.Where(bell => bell.UserCount == 0).ToArray())
            {
                if (_time.GetElapsedTime(bell.LastUsed) >= _options.SubscriptionIdleTime)
                {
                    Remove(bell);
                }
            }
        }
    }

    private void EndIfUnused(JobBell bell)
    {
        if (bell is { JobHasEnded: true, UserCount: 0 })
        {
            Remove(bell);
        }
    }

    private void Remove(JobBell bell)
    {
        if (_bells.TryGetValue(bell.Job, out JobBell? known) && known == bell && _bells.Remove(bell.Job))
        {
            _endings = Task.WhenAll(_endings, bell.Bell.EndAsync());
        }
    }
}
