using ShuffleOrleans.Protocol.ControlPlane;

namespace ShuffleOrleans.DataPlane.Storage.Health;

/// <summary>
/// What is to be thought of a disk, from what is heard of it. Two questions, each with an answer of its own:
/// <code>
/// does it work?     an error, or too many checks in a row that do not come back: no.   Enough checks in a row without one: yes again
/// is it quick?      too many slow checks in a row: no.                                 Enough quick ones in a row: yes again
/// </code>
/// A disk that does not work is Failed, else one that is not quick is Slow, else it is Healthy. No clock and no I/O; its owner gives it one event at a time.
/// </summary>
internal sealed class DiskHealth(DiskHealthLimits limits)
{
    private string? _failure;
    private string? _slowness;
    private int _passedInRow;
    private int _overdueInRow;
    private int _quickInRow;
    private int _slowInRow;

    /// <summary>Never <see cref="DiskState.Excluded"/>: that is an operator's word.</summary>
    public DiskState State => _failure is not null ? DiskState.Failed : _slowness is not null ? DiskState.Slow : DiskState.Healthy;

    /// <summary>What brought it here; empty while it is healthy.</summary>
    public string Reason => _failure ?? _slowness ?? "";

    /// <summary>A check found the bytes that it wrote.</summary>
    /// <param name="took">How long it took, or what other operations took on average of late, whichever is longer.</param>
    public void OnCheckPassed(TimeSpan took)
    {
        _overdueInRow = 0;
        if (++_passedInRow >= limits.GoodChecks)
        {
            _failure = null;
        }

        if (took > limits.SlowThreshold)
        {
            OnSlow($"operations took {took.TotalSeconds:0.###} s");
        }
        else
        {
            OnQuick();
        }
    }

    /// <summary>A check is due, and the one before has not come back.</summary>
    /// <param name="since">How long ago that one began.</param>
    public void OnCheckOverdue(TimeSpan since)
    {
        string reason = $"a check has not come back for {since.TotalSeconds:0.###} s";
        _passedInRow = 0;
        OnSlow(reason);
        if (++_overdueInRow >= limits.BadChecks)
        {
            _failure = reason;
        }
    }

    /// <summary>A check or another operation ended with an error that blames the disk.</summary>
    public void OnFailed(string reason)
    {
        _passedInRow = 0;
        _failure = reason;
    }

    private void OnSlow(string reason)
    {
        _quickInRow = 0;
        if (++_slowInRow >= limits.BadChecks)
        {
            _slowness = reason;
        }
    }

    private void OnQuick()
    {
        _slowInRow = 0;
        if (++_quickInRow >= limits.GoodChecks)
        {
            _slowness = null;
        }
    }
}
