using System.Threading.Channels;

namespace ShuffleOrleans.Samples.BatchEngine.Masters;

/// <summary>
/// Runs short actions one after the other, in the order they were posted, so that what they touch needs no locks. Also keeps account of the work that
/// runs beside the turns, so that it ends before its owner does. An
/// exception in a turn or beside ends the queue and comes out of <see cref="RunAsync"/>.
/// </summary>
internal sealed class TurnQueue : IAsyncDisposable
{
    // Posters wait when so many turns are behind. Turns themselves never post, so the queue cannot wait for itself.
    private const int MaxWaiting = 1024;

    private readonly Channel<Action> _turns = Channel.CreateBounded<Action>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });
    private readonly CancellationTokenSource _stopping = new();
    private readonly HashSet<Task> _beside = [];

    /// <summary>Adds a turn. Does nothing once the queue has ended: nobody is there to see the effect.</summary>
    public async Task PostAsync(Action turn)
    {
        try
        {
            await _turns.Writer.WriteAsync(turn, _stopping.Token);
        }
        catch (Exception e) when (e is ChannelClosedException or OperationCanceledException)
        {
            return;
        }
    }

    /// <summary>Starts work whose end the queue awaits when it is disposed. It is cancelled then.</summary>
    public void RunBeside(Func<CancellationToken, Task> work)
    {
        Task task = Task.Run(() => GuardAsync(work));
        lock (_beside)
        {
            _beside.Add(task);
        }

        task.ContinueWith(Forget, TaskScheduler.Default);
    }

    /// <summary>Runs turns until <paramref name="end"/> is complete or something fails.</summary>
    public async Task RunAsync(Task end)
    {
        _ = end.ContinueWith(_ => _turns.Writer.TryComplete(), TaskScheduler.Default);
        await foreach (Action turn in _turns.Reader.ReadAllAsync())
        {
            turn();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _turns.Writer.TryComplete();
        Task[] left;
        lock (_beside)
        {
            left = [.. _beside];
        }

        await Task.WhenAll(left);
        _stopping.Dispose();
    }

    private async Task GuardAsync(Func<CancellationToken, Task> work)
    {
        try
        {
            await work(_stopping.Token);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e)
        {
            _turns.Writer.TryComplete(e);
        }
    }

    private void Forget(Task task)
    {
        lock (_beside)
        {
            _beside.Remove(task);
        }
    }
}
