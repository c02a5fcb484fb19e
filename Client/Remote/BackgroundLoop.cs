namespace ShuffleOrleans.Client.Remote;

/// <summary>
/// One background activity of an owner: started at most once, cancelled and awaited when the owner ends, its failure told once. It never fails silently and
/// never outlives its owner.
/// </summary>
/// <param name="run">The activity; runs until the token is cancelled.</param>
/// <param name="onFailure">Hears of any other end by exception, from the loop's own thread.</param>
internal sealed class BackgroundLoop(Func<CancellationToken, Task> run, Action<Exception> onFailure) : IAsyncDisposable
{
    // Never disposed: it has no timer and is linked to nothing, and Cancel may come late from another loop.
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    public void Start() => _running = Task.Run(SuperviseAsync);

    /// <summary>Asks the activity to end, without waiting.</summary>
    public void Cancel() => _stop.Cancel();

    /// <summary>Ends the activity and waits for it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
    }

    private async Task SuperviseAsync()
    {
        try
        {
            await run(_stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The end that the owner asked for.
        }
        catch (Exception error)
        {
            onFailure(error);
        }
    }
}
