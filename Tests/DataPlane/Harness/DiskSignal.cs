using ShuffleOrleans.DataPlane.Storage.Directories;

namespace ShuffleOrleans.Tests.DataPlane.Harness;

/// <summary>Work that tells when an I/O thread has come to it.</summary>
internal sealed class DiskSignal : IDiskWork
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Reached => _reached.Task;

    public void Run() => _reached.TrySetResult();
}
