namespace ShuffleOrleans.DataPlane.Connections;

/// <summary>
/// Notices a silent connection. A side that has sent nothing for one interval pings; a side that has heard nothing for <see cref="SilentIntervals"/> intervals
/// gives up. The loops only set a flag; the timer compares.
/// Owned by its connection, which disposes it before the loops end.
/// </summary>
internal sealed class KeepAlive : IDisposable
{
    /// <summary>After so many intervals without a byte from the other side it counts as gone.</summary>
    public const int SilentIntervals = 3;

    private readonly ITimer _timer;
    private readonly Action _ping;
    private readonly Action _giveUp;
    private bool _received;
    private bool _sent;
    private int _silent;

    /// <param name="time">The clock.</param>
    /// <param name="interval">See <see cref="KeepAlive"/>.</param>
    /// <param name="ping">Sends a ping.</param>
    /// <param name="giveUp">Ends the connection; called once for each further silent interval.</param>
    public KeepAlive(TimeProvider time, TimeSpan interval, Action ping, Action giveUp)
    {
        _ping = ping;
        _giveUp = giveUp;
        _timer = time.CreateTimer(static state => ((KeepAlive)state!).OnInterval(), this, interval, interval);
    }

    /// <summary>Something came from the other side.</summary>
    public void OnReceived() => Volatile.Write(ref _received, true);

    /// <summary>Something went to the other side.</summary>
    public void OnSent() => Volatile.Write(ref _sent, true);

    /// <summary>So many intervals have passed without a byte from the other side. Any thread.</summary>
    public int Silent => Volatile.Read(ref _silent);

    public void Dispose() => _timer.Dispose();

    private void OnInterval()
    {
        _silent = Interlocked.Exchange(ref _received, false) ? 0 : _silent + 1;
        if (_silent >= SilentIntervals)
        {
            _giveUp();
        }
        else if (!Interlocked.Exchange(ref _sent, false))
        {
            _ping();
        }
    }
}
