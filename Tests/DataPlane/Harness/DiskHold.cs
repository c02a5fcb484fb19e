using ShuffleOrleans.DataPlane.Storage.Directories;

namespace ShuffleOrleans.Tests.DataPlane.Harness;

/// <summary>Work that occupies an I/O thread until the test opens its gate.</summary>
internal sealed class DiskHold(ManualResetEventSlim gate) : IDiskWork
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Reached => _reached.Task;

    public void Run()
    {
        _reached.TrySetResult();
        Assert.True(gate.Wait(Patience.Limit));
    }
}
