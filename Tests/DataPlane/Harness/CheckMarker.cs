using ShuffleOrleans.DataPlane.Storage.Directories;

namespace ShuffleOrleans.Tests.DataPlane.Harness;

/// <summary>Work behind a health check on a directory's only I/O thread: when it has run, the check has come back.</summary>
internal sealed class CheckMarker : IDiskWork
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Has a directory of one I/O thread checked.</summary>
    public static Task CheckAsync(DataDirectory directory)
    {
        directory.Check();
        return ComeBackAsync(directory);
    }

    /// <summary>Completes when the check that was begun last has come back.</summary>
    public static Task ComeBackAsync(DataDirectory directory)
    {
        CheckMarker marker = new();
        Assert.True(directory.Queue.TryEnqueue(marker, DiskPriority.First));
        return marker._reached.Task.OrFail();
    }

    public void Run() => _reached.SetResult();
}
