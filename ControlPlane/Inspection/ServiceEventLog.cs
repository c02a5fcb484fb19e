using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.ControlPlane.Inspection;

/// <summary>
/// What happened in the service of late: a ring in memory, read by people and their tools. It is no record for engines, whose events lie with their jobs and
/// are durable. One for each control plane process; safe for several threads.
/// </summary>
/// <remarks>
/// Numbers begin at the time of day in microseconds, so that a reader's place in an earlier process is older than all of them and it hears that it has missed
/// something.
/// </remarks>
internal sealed class ServiceEventLog
{
    private readonly Lock _lock = new();
    private readonly ServiceEvent[] _ring;
    private readonly long _first;
    private long _last;
    private TaskCompletionSource _news = NewSignal();

    /// <param name="start">The time of the start.</param>
    /// <param name="capacity">The most events kept; the oldest go first.</param>
    public ServiceEventLog(DateTimeOffset start, int capacity = Capacity)
    {
        _ring = new ServiceEvent[capacity];
        _first = (start.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
        _last = _first - 1;
    }

    /// <summary>How many events a process keeps: 10,000.</summary>
    public const int Capacity = 10_000;

    /// <summary>The number of the newest event; one below the first number if there is none.</summary>
    public long LastSequence => Interlocked.Read(ref _last);

    private long OldestKept => Math.Max(_first, _last - _ring.Length + 1);

    /// <summary>Numbers these and keeps them.</summary>
    public void Append(IReadOnlyList<ServiceEvent> events)
    {
        if (events.Count == 0)
        {
            return;
        }

        TaskCompletionSource news;
        lock (_lock)
        {
            foreach (ServiceEvent happened in events)
            {
                long sequence = _last + 1;
                _ring[sequence % _ring.Length] = happened with { Sequence = sequence };
                Interlocked.Exchange(ref _last, sequence);
            }

            news = _news;
            _news = NewSignal();
        }

        news.TrySetResult();
    }

    /// <summary>The events that a query asks for.</summary>
    public EventBatch Read(EventQuery query)
    {
        lock (_lock)
        {
            return query.After is { } after ? ReadAfter(after, query) : new EventBatch(Newest(happened => Accepts(query, happened), query.Take), _last, false);
        }
    }

    /// <summary>The newest events that meet a condition, oldest first.</summary>
    public IReadOnlyList<ServiceEvent> NewestAbout(Func<ServiceEvent, bool> condition, int take)
    {
        lock (_lock)
        {
            return Newest(condition, take);
        }
    }

    /// <summary>Ends as soon as there are events after a number.</summary>
    public async Task WaitAsync(long after, CancellationToken cancellationToken)
    {
        Task news;
        lock (_lock)
        {
            // A number that was never given is of an earlier process: there is something to say at once.
            news = after == _last ? _news.Task : Task.CompletedTask;
        }

        await news.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    // A reader without any place, at 0, has missed only what is gone from the ring.
    private EventBatch ReadAfter(long after, EventQuery query)
    {
        long oldest = OldestKept;
        bool missed = after <= 0 ? oldest > _first : after < oldest - 1 || after > _last;
        List<ServiceEvent> items = [];
        long sequence = (missed || after <= 0 ? oldest : after + 1) - 1;
        while (sequence < _last && items.Count < query.Take)
        {
            sequence++;
            ServiceEvent happened = _ring[sequence % _ring.Length];
            if (Accepts(query, happened))
            {
                items.Add(happened);
            }
        }

        return new EventBatch(items, sequence, missed);
    }

    private ServiceEvent[] Newest(Func<ServiceEvent, bool> condition, int take)
    {
        List<ServiceEvent> items = [];
        for (long sequence = _last; sequence >= OldestKept && items.Count < take; sequence--)
        {
            ServiceEvent happened = _ring[sequence % _ring.Length];
            if (condition(happened))
            {
                items.Add(happened);
            }
        }

        items.Reverse();
        return [.. items];
    }

    private static bool Accepts(EventQuery query, ServiceEvent happened)
        => (query.Job is not { } job || happened.Job == job)
        && (query.Worker is not { } worker || happened.Worker == worker)
        && happened.Severity >= query.LeastSeverity;

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
