using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.Protocol.Errors;

namespace ShuffleOrleans.DataPlane.Inspection;

/// <summary>One look at a disk, on the I/O threads of its directory. Runs once; whoever waits may stop waiting.</summary>
/// <typeparam name="T">What is found.</typeparam>
internal sealed class DirectoryRead<T> : IDiskWork
{
    private readonly TaskCompletionSource<T> _found = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Func<T> _read;

    private DirectoryRead(Func<T> read) => _read = read;

    /// <param name="directory">Where.</param>
    /// <param name="read">Reads it. Blocking.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="ShuffleException">The disk has too much to do, the worker is stopping, or what the read threw.</exception>
    public static Task<T> RunAsync(DataDirectory directory, Func<T> read, CancellationToken cancellation)
    {
        DirectoryRead<T> work = new(read);
        return directory.Queue.Admit(work, DiskPriority.First) switch
        {
            DiskAdmission.Full => throw new ShuffleException(
                ShuffleErrorCode.TooManyChannels, $"{directory.Device.Description} has more work queued than it may: try again."),
            DiskAdmission.Ended => throw new ShuffleException(ShuffleErrorCode.WorkerStopping, "The worker is stopping."),
            _ => work._found.Task.WaitAsync(cancellation),
        };
    }

    public void Run()
    {
        try
        {
            _found.TrySetResult(_read());
        }
        catch (Exception e)
        {
            // Whoever asked hears of it, be it a bug of ours: the thread is the disk's.
            _found.TrySetException(e);
        }
    }
}
