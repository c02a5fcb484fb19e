using ShuffleOrleans.Protocol.ControlPlane;

namespace ShuffleOrleans.DataPlane.Storage.Health;

/// <summary>
/// The health of one data directory: hears its operations and checks, and an operator's word, which outranks them. Thread-safe; its state is read without a
/// lock. Remembered as long as the process lives: a new one checks anew, and has forgotten what was excluded.
/// </summary>
internal sealed class DirectoryHealth(DiskHealthLimits limits)
{
    private readonly Lock _lock = new();
    private readonly DiskHealth _disk = new(limits);
    private readonly MovingLatency _latency = new();
    private string? _exclusion;
    private long _failures;
    private volatile DiskState _state = DiskState.Healthy;

    /// <summary>Raised after each change of <see cref="State"/>, on the thread that brought it about, outside of any lock: from, to, and why.</summary>
    public event Action<DiskState, DiskState, string>? Changed;

    public DiskState State => _state;

    /// <summary>How many errors blamed the disk so far.</summary>
    public long Failures => Volatile.Read(ref _failures);

    /// <summary>What brought it into its state; empty while it is healthy.</summary>
    public string Reason
    {
        get
        {
            lock (_lock)
            {
                return ReasonNow();
            }
        }
    }

    /// <summary>An operation came back, with or without success.</summary>
    public void OnOperation(TimeSpan took) => _latency.Add(took);

    /// <summary>A check or another operation ended with an error that blames the disk.</summary>
    public void OnFailed(string reason)
    {
        Interlocked.Increment(ref _failures);
        Change(() => _disk.OnFailed(reason));
    }

    /// <summary>A check found the bytes that it wrote.</summary>
    public void OnCheckPassed(TimeSpan took)
    {
        TimeSpan others = _latency.Take();
        Change(() => _disk.OnCheckPassed(took > others ? took : others));
    }

    /// <summary>A check is due, and the one before, begun so long ago, has not come back.</summary>
    public void OnCheckOverdue(TimeSpan since) => Change(() => _disk.OnCheckOverdue(since));

    /// <summary>An operator takes it out.</summary>
    public void Exclude(string reason) => Change(() => _exclusion = reason);

    /// <summary>An operator takes it back in: its checks decide again.</summary>
    public void Include() => Change(() => _exclusion = null);

    private void Change(Action change)
    {
        DiskState before;
        DiskState after;
        string reason;
        lock (_lock)
        {
            before = _state;
            change();
            after = _exclusion is null ? _disk.State : DiskState.Excluded;
            _state = after;
            reason = ReasonNow();
        }

        if (after != before)
        {
            Changed?.Invoke(before, after, reason);
        }
    }

    private string ReasonNow()
    {
        string reason = _exclusion ?? _disk.Reason;
        return reason.Length <= DiskLoad.MaxReasonLength ? reason : reason[..DiskLoad.MaxReasonLength];
    }
}
