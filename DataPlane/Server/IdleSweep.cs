namespace ShuffleOrleans.DataPlane.Server;

/// <summary>
/// Finds channels of one connection that move nothing: looks now and then, and a channel whose progress is the same for a whole idle time is told. Costs the
/// channels nothing but a counter. Driven by a timer of its connection; ends with it.
/// </summary>
internal sealed class IdleSweep : IDisposable
{
    // A channel is found between one and one and a quarter idle times after its last byte.
    private const int LooksPerIdleTime = 4;

    private readonly Dictionary<IWorkerChannel, (long Progress, int Looks)> _seen = [];
    private readonly Func<IEnumerable<IWorkerChannel>> _channels;
    private readonly ITimer _timer;

    /// <param name="time">The clock.</param>
    /// <param name="idleTime">Not infinite.</param>
    /// <param name="channels">The channels that are open now.</param>
    public IdleSweep(TimeProvider time, TimeSpan idleTime, Func<IEnumerable<IWorkerChannel>> channels)
    {
        _channels = channels;
        TimeSpan period = idleTime / LooksPerIdleTime;
        _timer = time.CreateTimer(static state => ((IdleSweep)state!).Look(), this, period, period);
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        lock (_seen)
        {
            HashSet<IWorkerChannel> open = [.. _channels()];
            foreach (IWorkerChannel gone in _seen.Keys.Where(channel => !open.Contains(channel)).ToArray())
            {
                _seen.Remove(gone);
            }

            foreach (IWorkerChannel channel in open)
            {
                Look(channel);
            }
        }
    }

    private void Look(IWorkerChannel channel)
    {
        long progress = channel.Progress;
        int looks = _seen.TryGetValue(channel, out (long Progress, int Looks) seen) && seen.Progress == progress ? seen.Looks + 1 : 0;
        _seen[channel] = (progress, looks);
        if (looks >= LooksPerIdleTime)
        {
            channel.OnIdle();
        }
    }
}
