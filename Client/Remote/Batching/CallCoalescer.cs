using System.Threading.Channels;

namespace ShuffleOrleans.Client.Remote.Batching;

/// <summary>
/// Lets calls that are made together travel together: they queue up, and one pump sends them in batches, one batch at a time, in the order of the calls.
/// Waits a moment for company before each batch; what arrives while a batch is on its way goes with the next. Owned by one job; any thread may call; ends
/// with <see cref="Close"/>, which says why, and <see cref="DisposeAsync"/>.
/// </summary>
/// <typeparam name="TItem">What one call asks for.</typeparam>
/// <typeparam name="TResult">What it is answered.</typeparam>
internal sealed class CallCoalescer<TItem, TResult> : IAsyncDisposable
{
    private readonly Channel<CoalescedCall<TItem, TResult>> _queue;
    private readonly CoalescingOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly BackgroundLoop _pump;
    private readonly Func<ArraySegment<CoalescedCall<TItem, TResult>>, CancellationToken, Task> _send;
    private volatile Exception? _closeReason;

    /// <param name="options">Limits and the time to wait for company.</param>
    /// <param name="timeProvider">The clock of that time.</param>
    /// <param name="send">Sends one batch and ends each of its calls. If it throws, the calls it left open fail with that error.</param>
    public CallCoalescer(CoalescingOptions options, TimeProvider timeProvider, Func<ArraySegment<CoalescedCall<TItem, TResult>>, CancellationToken, Task> send)
    {
        _options = options;
        _timeProvider = timeProvider;
        _send = send;
        _queue = Channel.CreateBounded<CoalescedCall<TItem, TResult>>(new BoundedChannelOptions(options.MaxQueued) { SingleReader = true });
        _pump = new BackgroundLoop(PumpAsync, Close);
    }

    /// <summary>Starts the pump; calls made before wait in the queue.</summary>
    public void Start() => _pump.Start();

    /// <summary>Joins the next batch. Waits while the queue is full.</summary>
    public async Task<TResult> CallAsync(TItem item, CancellationToken cancellationToken)
    {
        var call = new CoalescedCall<TItem, TResult>(item, cancellationToken);
        try
        {
            await _queue.Writer.WriteAsync(call, cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException) when (_closeReason is { } reason)
        {
            throw reason;
        }

        return await call.WaitAsync().ConfigureAwait(false);
    }

    /// <summary>Refuses later calls with <paramref name="reason"/>; the open ones end with it when the coalescer is disposed.</summary>
    public void Close(Exception reason)
    {
        _closeReason ??= reason;
        _queue.Writer.TryComplete();
    }

    /// <summary>Ends the open calls. A batch that is on its way is cancelled: whether it took effect is not known.</summary>
    public async ValueTask DisposeAsync()
    {
        Close(new ObjectDisposedException(GetType().Name));
        await _pump.DisposeAsync().ConfigureAwait(false);
        while (_queue.Reader.TryRead(out CoalescedCall<TItem, TResult>? call))
        {
            call.Fail(_closeReason!);
        }
    }

    private async Task PumpAsync(CancellationToken stopping)
    {
        while (await _queue.Reader.WaitToReadAsync(stopping).ConfigureAwait(false))
        {
            if (_options.GatherTime > TimeSpan.Zero)
            {
                await Task.Delay(_options.GatherTime, _timeProvider, stopping).ConfigureAwait(false);
            }

            await SendAsync(TakeBatch(), stopping).ConfigureAwait(false);
        }
    }

    private CoalescedCall<TItem, TResult>[] TakeBatch()
    {
        List<CoalescedCall<TItem, TResult>> batch = [];
        while (batch.Count < _options.MaxBatch && _queue.Reader.TryRead(out CoalescedCall<TItem, TResult>? call))
        {
            if (!call.IsCancelled)
            {
                batch.Add(call);
            }
        }

        return [.. batch];
    }

    private async Task SendAsync(CoalescedCall<TItem, TResult>[] batch, CancellationToken stopping)
    {
        if (batch.Length == 0)
        {
            return;
        }

        try
        {
            await _send(batch, stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            FailAll(batch, _closeReason!);
        }
        catch (Exception error)
        {
            // Not swallowed: every caller of the batch gets it.
            FailAll(batch, error);
        }
    }

    private static void FailAll(CoalescedCall<TItem, TResult>[] batch, Exception error)
    {
        foreach (CoalescedCall<TItem, TResult> call in batch)
        {
            call.Fail(error);
        }
    }
}
