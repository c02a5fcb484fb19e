using ShuffleOrleans.DataPlane.Storage.Directories;

namespace ShuffleOrleans.Tests.DataPlane.Fuzzing;

/// <summary>Work that says when the I/O thread has come to it: with one thread, everything queued before is done.</summary>
internal sealed class DiskMarker : IDiskWork
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Reached => _reached.Task;

    public void Run() => _reached.SetResult();
}
