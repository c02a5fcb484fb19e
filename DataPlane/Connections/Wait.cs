using System.Threading.Tasks.Sources;

namespace ShuffleOrleans.DataPlane.Connections;

/// <summary>
/// A wait that is begun again and again without allocating: one waits at a time, any thread ends the wait; what follows it runs on the thread pool, never on
/// the thread that ends it. Whoever waits looks at his own condition under his
/// own lock and begins the wait under it too; whoever changes the condition ends it afterwards. Ending a wait that nobody has begun does nothing.
/// </summary>
internal sealed class Wait : IValueTaskSource
{
    private readonly Lock _lock = new();
    private ManualResetValueTaskSourceCore<bool> _core = new() { RunContinuationsAsynchronously = true };
    private CancellationTokenRegistration _registration;
    private bool _waiting;

    /// <summary>Begins a wait, to be awaited once.</summary>
    /// <exception cref="InvalidOperationException">The wait before has not ended.</exception>
    public ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        short version;
        lock (_lock)
        {
            if (_waiting)
            {
                throw new InvalidOperationException("Two wait at once where only one may.");
            }

            _core.Reset();
            _waiting = true;
            version = _core.Version;
        }

        _registration = cancellationToken.UnsafeRegister(static (state, token) => ((Wait)state!).Cancel(token), this);
        return new ValueTask(this, version);
    }

    /// <summary>Ends the wait, if there is one.</summary>
    public void End()
    {
        lock (_lock)
        {
            if (!_waiting)
            {
                return;
            }

            _waiting = false;
        }

        _core.SetResult(true);
    }

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    void IValueTaskSource.GetResult(short token)
    {
        // Waits for a cancellation that is just being told, so that it cannot end the next wait.
        _registration.Dispose();
        _core.GetResult(token);
    }

    private void Cancel(CancellationToken token)
    {
        lock (_lock)
        {
            if (!_waiting)
            {
                return;
            }

            _waiting = false;
        }

        _core.SetException(new OperationCanceledException(token));
    }
}
