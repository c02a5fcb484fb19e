using Microsoft.Extensions.Logging;

namespace ShuffleOrleans.Client.Orleans.Streams;

/// <summary>
/// A subscription to a stream, used as a bell: it says that asking is worth while, never what happened. Rings when the subscription stands, since what happened
/// before was not heard. A failed subscription leaves it silent until the next try; whoever relies on it asks now and then without being called.
/// </summary>
/// <remarks><see cref="Ring"/> and <see cref="Last"/>: any thread. <see cref="Listen"/> and <see cref="EndAsync"/>: one at a time, by the owner.</remarks>
internal sealed partial class StreamBell(
    string stream, Func<Action<long>, Task<IAsyncDisposable>> subscribe, TimeSpan retryPause, TimeProvider time, ILogger logger)
{
    private readonly Lock _lock = new();
    private Stroke _last = new(Stroke.Unknown);
    private Task<IAsyncDisposable?>? _subscribing;
    private long _triedAt;
    private bool _failureTold;

    /// <summary>The newest stroke: to be taken before one asks, so that nothing can slip in between.</summary>
    public Stroke Last
    {
        get
        {
            lock (_lock)
            {
                return _last;
            }
        }
    }

    /// <summary>Subscribes in the background, if that has not been done or has failed a while ago.</summary>
    public void Listen()
    {
        bool isDue = _subscribing is null
            || (_subscribing is { IsCompleted: true, Result: null } && time.GetElapsedTime(_triedAt) >= retryPause);
        if (isDue)
        {
            // On a thread of its own: whoever asks must not wait for a stream provider.
            _triedAt = time.GetTimestamp();
            _subscribing = Task.Run(SubscribeAsync);
        }
    }

    /// <summary>Tells all who listen.</summary>
    public void Ring(long sequence)
    {
        lock (_lock)
        {
            Stroke next = new(sequence);
            _last.Follow(next);
            _last = next;
        }
    }

    /// <summary>Ends the subscription. Never fails.</summary>
    public async Task EndAsync()
    {
        IAsyncDisposable? subscription = _subscribing is null ? null : await _subscribing.ConfigureAwait(false);
        if (subscription is null)
        {
            return;
        }

        try
        {
            await subscription.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            LogNotEnded(error, stream);
        }
    }

    private async Task<IAsyncDisposable?> SubscribeAsync()
    {
        try
        {
            IAsyncDisposable subscription = await subscribe(Ring).ConfigureAwait(false);
            Ring(Stroke.Unknown);
            return subscription;
        }
        catch (Exception error)
        {
            TellFailure(error);
            return null;
        }
    }

    private void TellFailure(Exception error)
    {
        if (!_failureTold)
        {
            _failureTold = true;
            LogNotSubscribed(error, stream);
        }
    }
}
