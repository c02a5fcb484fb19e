namespace ShuffleOrleans.Tests.Cluster.Client;

/// <summary>A subscription that stands from when the test says so; asked for, it waits.</summary>
internal sealed class ScriptedSubscription(Action<long> onNews) : IAsyncDisposable
{
    private readonly TaskCompletionSource<IAsyncDisposable> _standing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Ended => _ended.Task;

    public Task<IAsyncDisposable> Standing => _standing.Task;

    public ScriptedSubscription Stand()
    {
        _standing.SetResult(this);
        return this;
    }

    public void Publish(long lastSequence) => onNews(lastSequence);

    public ValueTask DisposeAsync()
    {
        _ended.TrySetResult();
        return ValueTask.CompletedTask;
    }
}
