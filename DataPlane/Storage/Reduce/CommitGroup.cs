namespace ShuffleOrleans.DataPlane.Storage.Reduce;

/// <summary>
/// Lets contributions to one data set that are finished at about the same time commit together: the first commit then writes what all of them have left in the
/// tails of the files, in a few long writes, and the others find nothing to write. Group commit as databases do it, but by what is under way: a commit waits
/// only while another contribution has got bytes a moment ago and has not finished, and never for longer than a limit. Who is idle holds nobody up.
/// Thread-safe; calls back outside of its lock. Owned by its <see cref="ReduceDataSet"/>.
/// </summary>
/// <param name="clock">Null if commits never wait.</param>
/// <param name="longest">The longest that a commit waits; bytes that came before that are no reason to wait.</param>
internal sealed class CommitGroup(TimeProvider? clock, TimeSpan longest)
{
    private readonly Lock _lock = new();
    private readonly HashSet<CommitGroupMember> _underWay = [];
    private List<Action> _waiting = [];
    private ITimer? _limit;

    /// <summary>A contribution begins; it ends with <see cref="TryWait"/> or <see cref="Leave"/>.</summary>
    public CommitGroupMember Enter()
    {
        CommitGroupMember member = new(clock);
        lock (_lock)
        {
            _underWay.Add(member);
        }

        return member;
    }

    /// <summary>A contribution is finished and would commit.</summary>
    /// <param name="member">The contribution.</param>
    /// <param name="commit">Called once when it should, on the thread of whoever else ends the wait.</param>
    /// <returns>False if it should at once; then it is not called.</returns>
    public bool TryWait(CommitGroupMember member, Action commit)
    {
        List<Action> gathered;
        lock (_lock)
        {
            _underWay.Remove(member);
            if (IsSomebodyWriting())
            {
                _waiting.Add(commit);
                _limit ??= clock!.CreateTimer(static group => ((CommitGroup)group!).OnLimit(), this, longest, Timeout.InfiniteTimeSpan);
                return true;
            }

            gathered = TakeWaiting();
        }

        Go(gathered);
        return false;
    }

    /// <summary>A contribution has ended, in whatever way. Repeating it is no error.</summary>
    public void Leave(CommitGroupMember member)
    {
        List<Action> gathered;
        lock (_lock)
        {
            if (!_underWay.Remove(member) || IsSomebodyWriting())
            {
                return;
            }

            gathered = TakeWaiting();
        }

        Go(gathered);
    }

    private static void Go(List<Action> gathered)
    {
        foreach (Action commit in gathered)
        {
            commit();
        }
    }

    private void OnLimit()
    {
        List<Action> gathered;
        lock (_lock)
        {
            gathered = TakeWaiting();
        }

        Go(gathered);
    }

    private bool IsSomebodyWriting()
    {
        foreach (CommitGroupMember member in _underWay)
        {
            if (member.HasWrittenWithin(longest))
            {
                return true;
            }
        }

        return false;
    }

    private List<Action> TakeWaiting()
    {
        _limit?.Dispose();
        _limit = null;
        List<Action> taken = _waiting;
        _waiting = [];
        return taken;
    }
}
