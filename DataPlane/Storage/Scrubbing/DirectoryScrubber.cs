using Microsoft.Extensions.Logging;
using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.DataPlane.Storage.Partitions;
using ShuffleOrleans.Protocol.Inspection.Workers;

namespace ShuffleOrleans.DataPlane.Storage.Scrubbing;

/// <summary>
/// Checks the partitions of one data directory on its I/O threads, one small piece at a time: checks on demand at once, one piece behind the other; all others
/// at
/// the bounded rate, and only when no other work waits for the disk or has for too long. At most one piece is queued or running. Owned by the
/// <see cref="Scrubber"/>; after its end the last piece, if one is queued, closes what is open.
/// </summary>
internal sealed partial class DirectoryScrubber : IDiskWork, IDisposable
{
    // A buffer of its own, beside the ledger: a full ledger must not keep damage from being found, nor the scrubber a writer from his memory.
    private const int BufferBytes = 256 * 1024;

    private const int MaxPieceBytes = 1024 * 1024;

    private static readonly TimeSpan YieldPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(1);

    private readonly Lock _lock = new();
    private readonly Queue<PartitionCheck> _asked = new();
    private readonly DataDirectory _directory;
    private readonly PartitionStore _store;
    private readonly ScrubbingOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ScrubPlan _plan;
    private readonly ITimer _timer;
    private readonly long _pieceBytes;
    private readonly ScrubCounters _counters = new();
    private readonly CheckLog _checks;
    private long _roundEndedTicks;
    private byte[]? _buffer;
    private PartitionCheck? _current;
    private TimeSpan _yielded;
    private bool _queued;
    private bool _stopped;

    public DirectoryScrubber(
        DataDirectory directory, PartitionStore store, ScrubbingOptions options, CheckLog checks, TimeProvider time, ILogger logger)
    {
        _checks = checks;
        _directory = directory;
        _store = store;
        _options = options;
        _time = time;
        _logger = logger;
        _plan = new ScrubPlan(options.Interval);
        _pieceBytes = IsOn ? Math.Min(MaxPieceBytes, options.BytesPerSecond) : MaxPieceBytes;
        _timer = time.CreateTimer(
            static state => ((DirectoryScrubber)state!).OnTimer(), this, IsOn ? options.InitialDelay : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public ScrubProgress Progress => _counters.Progress;

    /// <summary>When it last found nothing here that was due; null for never. Any thread.</summary>
    public DateTimeOffset? RoundEndedAt => Volatile.Read(ref _roundEndedTicks) is > 0 and long ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    private bool IsOn => _options.BytesPerSecond > 0;

    /// <summary>Checks an attempt before all others.</summary>
    public Task<VerificationResult> CheckAsync(StoredAttempt attempt, CheckOrigin by)
    {
        lock (_lock)
        {
            if (_stopped)
            {
                return Task.FromResult(VerificationResult.Without(VerificationOutcome.Stopping, "The worker is stopping."));
            }

            if (_asked.FirstOrDefault(check => check.Attempt == attempt) is PartitionCheck same)
            {
                return same.Asked!.Task;
            }

            if (_asked.Count == _options.MaxQueuedChecks)
            {
                return Task.FromResult(VerificationResult.Without(VerificationOutcome.Busy, $"{_asked.Count} checks wait already; try again later."));
            }

            TaskCompletionSource<VerificationResult> asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _asked.Enqueue(new PartitionCheck(attempt, asked, by, _time.GetTimestamp()));
            Queue();
            return asked.Task;
        }
    }

    /// <summary>One piece.</summary>
    public void Run()
    {
        long start = _time.GetTimestamp();
        PartitionCheck? asked = NextAsked();
        long cost = asked is not null ? Advance(asked) : IsOn && !IsStopped ? AdvanceOthers() : 0;
        Rest(cost, _time.GetElapsedTime(start));
    }

    public void Dispose()
    {
        _timer.Dispose();
        lock (_lock)
        {
            _stopped = true;
            if (!_queued)
            {
                CloseAll();
            }
        }
    }

    private bool IsStopped
    {
        get
        {
            lock (_lock)
            {
                return _stopped;
            }
        }
    }

    private PartitionCheck? NextAsked()
    {
        lock (_lock)
        {
            return !_stopped && _asked.TryPeek(out PartitionCheck? next) ? next : null;
        }
    }

    // Small partitions share a piece.
    private long AdvanceOthers()
    {
        long cost = 0;
        while (cost < _pieceBytes && (_current ??= NextPlanned()) is PartitionCheck check)
        {
            cost += Advance(check, _pieceBytes - cost);
            if (check.Result is not null)
            {
                _current = null;
            }
        }

        return cost;
    }

    private PartitionCheck? NextPlanned()
    {
        DateTimeOffset now = _time.GetUtcNow();
        if (_plan.IsUsedUp)
        {
            _plan.Make(_store.CommittedIn(_directory), now);
        }

        if (_plan.Next(now) is StoredAttempt next)
        {
            return new PartitionCheck(next, null, CheckOrigin.Scrubber, _time.GetTimestamp());
        }

        Volatile.Write(ref _roundEndedTicks, now.UtcTicks);
        return null;
    }

    private long Advance(PartitionCheck asked)
    {
        long cost = 0;
        while (cost < MaxPieceBytes && asked.Result is null)
        {
            cost += Advance(asked, MaxPieceBytes - cost);
        }

        if (asked.Result is not null)
        {
            lock (_lock)
            {
                _asked.Dequeue();
            }
        }

        return cost;
    }

    private long Advance(PartitionCheck check, long atMost)
    {
        _buffer ??= GC.AllocateUninitializedArray<byte>(BufferBytes, pinned: true);
        if (!_store.Holds(check.Attempt))
        {
            check.GiveUp(VerificationOutcome.Released, "It was released, or found damaged by a reader.");
            Conclude(check);
            return 0;
        }

        long cost = check.Advance(_buffer.AsSpan(0, (int)Math.Min(_buffer.Length, atMost)));
        _counters.AddBytes(cost);
        if (check.Result is not null)
        {
            Conclude(check);
        }

        return cost;
    }

    private void Conclude(PartitionCheck check)
    {
        VerificationResult result = check.Result!;
        check.Dispose();
        check.Attempt.CheckedAt = _time.GetUtcNow();
        bool isGone = result.Outcome == VerificationOutcome.Gone;
        if ((isGone || result.Outcome == VerificationOutcome.Damaged) && !_store.Damage.Lose(check.Attempt, isGone, result.Detail))
        {
            result = result with { Outcome = VerificationOutcome.Released };
        }

        _counters.AddPartition(result.Outcome);
        LogResult(check.Attempt, result);
        _checks.Add(new FinishedCheck(check.Attempt.Id, result, _time.GetUtcNow(), _time.GetElapsedTime(check.Begun), check.By));
        check.Asked?.TrySetResult(result);
    }

    // Decides when the next piece comes.
    private void Rest(long cost, TimeSpan elapsed)
    {
        lock (_lock)
        {
            _queued = false;
            _yielded = TimeSpan.Zero;
            if (_stopped)
            {
                CloseAll();
            }
            else if (_asked.Count > 0)
            {
                Queue();
            }
            else if (IsOn)
            {
                TimeSpan pause = TimeSpan.FromSeconds((double)cost / _options.BytesPerSecond) - elapsed;
                bool isIdle = _current is null && _plan.IsUsedUp && cost == 0;
                _timer.Change(isIdle ? _plan.Wait : pause < ShortestPause ? ShortestPause : pause, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void OnTimer()
    {
        lock (_lock)
        {
            if (_stopped || _queued)
            {
                // A check on demand is under way; its end sets the clock again.
                return;
            }

            if (_directory.Queue.IsBusy && _yielded < _options.MaxYield)
            {
                _yielded += YieldPause;
                _timer.Change(YieldPause, Timeout.InfiniteTimeSpan);
                return;
            }

            Queue();
        }
    }

    // Under the lock.
    private void Queue()
    {
        if (!_queued)
        {
            _queued = _directory.Queue.TryEnqueue(this);
            if (!_queued)
            {
                _stopped = true;
                CloseAll();
            }
        }
    }

    // Under the lock, when no piece is queued or running.
    private void CloseAll()
    {
        _current?.Dispose();
        _current = null;
        while (_asked.TryDequeue(out PartitionCheck? check))
        {
            check.Dispose();
            check.Asked!.TrySetResult(VerificationResult.Without(VerificationOutcome.Stopping, "The worker is stopping."));
        }
    }
}
