using System.Threading.Tasks.Sources;

namespace ShuffleOrleans.DataPlane.Connections;

/// <summary>
/// Wakes up one waiter, again and again, without allocating. <see cref="WaitAsync"/> by one task at a time; <see cref="Release"/> from any thread, once for each
/// wait, no earlier than its owner has decided to wait. What follows the wait runs on the thread pool, never on the thread that releases.
/// </summary>
internal sealed class WakeUp : IValueTaskSource
{
    private ManualResetValueTaskSourceCore<bool> _core = new() { RunContinuationsAsynchronously = true };

    /// <summary>Waits for the release.</summary>
    public ValueTask WaitAsync() => new(this, _core.Version);

    /// <summary>Lets the waiter go on.</summary>
    public void Release() => _core.SetResult(true);

    void IValueTaskSource.GetResult(short token)
    {
        _core.GetResult(token);
        _core.Reset();
    }

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}
