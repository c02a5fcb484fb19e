namespace ShuffleOrleans.Client.Gates;

/// <summary>
/// What a gate does that nobody awaits but its dispose: connecting, waiting before a retry. Thread-safe. A failure that is not its cancellation is told to the
/// owner, never lost.
/// </summary>
internal sealed class BackgroundWork : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly HashSet<Task> _running = [];
    private readonly CancellationTokenSource _disposed = new();
    private readonly Action<Exception> _onFailure;

    public BackgroundWork(Action<Exception> onFailure)
    {
        _onFailure = onFailure;
        Cancellation = _disposed.Token;
    }

    /// <summary>Cancelled by the dispose.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>Starts work; after the dispose it does nothing.</summary>
    public void Start(Func<CancellationToken, Task> work)
    {
        lock (_lock)
        {
            if (Cancellation.IsCancellationRequested)
            {
                return;
            }

            _running.RemoveWhere(done => done.IsCompleted);
            _running.Add(RunAsync(work));
        }
    }

    /// <summary>Cancels and waits for all of it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _disposed.CancelAsync();
        Task[] running;
        lock (_lock)
        {
            running = [.. _running];
        }

        await Task.WhenAll(running);
        _disposed.Dispose();
    }

    private async Task RunAsync(Func<CancellationToken, Task> work)
    {
        await Task.Yield();
        try
        {
            await work(Cancellation);
        }
        catch (OperationCanceledException) when (Cancellation.IsCancellationRequested)
        {
            // The owner is being disposed.
        }
        catch (Exception e)
        {
            _onFailure(e);
        }
    }
}
