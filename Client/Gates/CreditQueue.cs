using ShuffleOrleans.DataPlane.FlowControl;

namespace ShuffleOrleans.Client.Gates;

/// <summary>
/// The fair division of one window's credit among channels. A channel that has less than it may need queues for more. Those that cannot go on without come first,
/// and the first of them is served as soon as the window has room for one frame of it, as much at once as it may have. The others have a frame's credit to live
/// on, and wait until there is enough for them to be worth a message: so a slow one among them holds up nobody. Guarded by its worker's lock.
/// </summary>
internal sealed class CreditQueue
{
    private readonly LinkedList<GateChannel> _starving = new();
    private readonly LinkedList<GateChannel> _hungry = new();
    private readonly ReceiveWindow _window;
    private readonly int _bufferBytes;
    private long _maxCredit;

    /// <param name="window">What is divided.</param>
    /// <param name="bufferBytes">Grants smaller than this are not worth a message, unless a channel could not go on without.</param>
    /// <param name="maxCreditPerChannel">The most one channel holds, but never less than one frame.</param>
    public CreditQueue(ReceiveWindow window, int bufferBytes, long maxCreditPerChannel)
    {
        _window = window;
        _bufferBytes = bufferBytes;
        _maxCredit = maxCreditPerChannel;
    }

    /// <summary>The longest frame the worker sends.</summary>
    public long FrameBytes { get; private set; } = 1;

    /// <summary>The worker has said how long its frames may be.</summary>
    public void SetFrameBytes(int frameBytes)
    {
        FrameBytes = frameBytes;
        _maxCredit = Math.Max(_maxCredit, frameBytes);
    }

    /// <summary>
    /// Gives a channel that is opened a first share, without waiting for its backlog: that saves a round trip, and what is too much comes back when it ends.
    /// </summary>
    /// <param name="channel">The channel.</param>
    /// <param name="sharers">How many share what is there now, this one included.</param>
    public void GiveFirstShare(GateChannel channel, int sharers)
    {
        long share = Math.Min(_window.Ungranted / (sharers + 1), _maxCredit);
        channel.Credit = share >= FrameBytes ? _window.Grant((int)share, (int)share) : 0;
    }

    // A quarter of what a channel may have: it still has three quarters of it on the way, or at least a frame.
    private long WorthAMessage => Math.Max(_bufferBytes, _maxCredit / 4);

    /// <summary>Queues a channel if it has less credit than it may need.</summary>
    public void Enqueue(GateChannel channel)
    {
        bool starves = Needed(channel) > 0;
        bool wants = channel.Credit < Math.Min(channel.RemainingBytes, _maxCredit / 2);
        if (channel.Hungry.List == _starving || !(starves || wants))
        {
            return;
        }

        channel.Hungry.List?.Remove(channel.Hungry);
        (starves ? _starving : _hungry).AddLast(channel.Hungry);
    }

    /// <summary>A channel leaves; its credit goes to others.</summary>
    public void Remove(GateChannel channel)
    {
        _window.Revoke(channel.Credit);
        channel.Credit = 0;
        channel.Hungry.List?.Remove(channel.Hungry);
    }

    /// <summary>Serves those who can be served.</summary>
    public void Serve()
    {
        while (_starving.First is { Value: GateChannel channel })
        {
            if (!TryServe(channel, (int)Math.Max(0, Needed(channel))))
            {
                return;
            }
        }

        while (_hungry.First is { Value: GateChannel channel } && TryServe(channel, (int)Math.Min(Wanted(channel), WorthAMessage)))
        {
            // The next one.
        }
    }

    private bool TryServe(GateChannel channel, int minimum)
    {
        long wanted = Wanted(channel);
        int grant = wanted <= 0 ? 0 : _window.Grant(minimum, (int)wanted);
        if (wanted > 0 && grant == 0)
        {
            return false;
        }

        channel.Hungry.List!.Remove(channel.Hungry);
        if (grant > 0)
        {
            channel.Credit += grant;
            channel.PostCredit(grant);
        }

        return true;
    }

    private long Wanted(GateChannel channel) => Math.Min(channel.RemainingBytes, _maxCredit) - channel.Credit;

    private long Needed(GateChannel channel) => Math.Min(channel.RemainingBytes, FrameBytes) - channel.Credit;
}
