namespace ShuffleOrleans.Tests.DataPlane.Harness;

/// <summary>
/// Holds one kind of operation of a device until the test lets it go. Fault model: the disk is slow; nothing is lost, nothing fails. A test that fails before
/// it lets go holds nobody for ever.
/// </summary>
internal sealed class OperationGate(StorageOperation held) : IDisposable
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _open = new();

    /// <summary>Completes when the first call is being held.</summary>
    public Task ReachedAsync() => _reached.Task.OrFail();

    /// <summary>Lets go what is held, and everything after it.</summary>
    public void Open() => _open.Set();

    /// <summary>For <see cref="FaultyStorageDevice.Before"/>.</summary>
    public void Pass(StorageOperation operation)
    {
        if (operation == held && !_open.IsSet)
        {
            _reached.TrySetResult();
            _open.Wait(Patience.Limit);
        }
    }

    public void Dispose() => _open.Set();
}
