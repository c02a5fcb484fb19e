using ShuffleOrleans.Protocol.Errors;

namespace ShuffleOrleans.DataPlane.Storage.Devices;

/// <summary>
/// Tells what a disk or its file system did from bugs of ours: every caller of a device handles these and no others. .NET reports a refused permission outside
/// of <see cref="IOException"/>.
/// </summary>
internal static class DiskFailure
{
    // Numbers of Linux, which .NET passes on in HResult.
    private const int TooManyFilesInSystem = 23;
    private const int TooManyFilesInProcess = 24;
    private const int NoSpaceLeft = 28;
    private const int QuotaExceeded = 122;

    public static bool Is(Exception error) => error is IOException or UnauthorizedAccessException;

    /// <summary>The disk, or what this user may use of it, is full: nothing is wrong with it.</summary>
    public static bool IsFull(Exception error) => error is IOException { HResult: NoSpaceLeft or QuotaExceeded };

    /// <summary>The process or the machine has as many files open as it may: nothing is wrong with the disk.</summary>
    public static bool IsTooManyFiles(Exception error) => error is IOException { HResult: TooManyFilesInSystem or TooManyFilesInProcess };

    /// <summary>What the system would say.</summary>
    public static IOException TooManyFiles(string message) => new(message, TooManyFilesInProcess);

    /// <summary>What to tell whoever asked for the operation.</summary>
    public static ShuffleErrorCode CodeOf(Exception error) => error switch
    {
        _ when IsFull(error) => ShuffleErrorCode.DiskFull,
        _ when IsTooManyFiles(error) => ShuffleErrorCode.TooManyOpenFiles,
        _ => ShuffleErrorCode.DiskFailed,
    };

    /// <summary>
    /// Whether it says that the disk is not well: neither full nor out of handles, and not about a file that is missing, too short or forbidden. A directory
    /// that
    /// is forbidden as a whole shows in its health checks.
    /// </summary>
    public static bool BlamesDisk(Exception error) =>
        Is(error)
        && error is not (FileNotFoundException or DirectoryNotFoundException or EndOfStreamException or UnauthorizedAccessException)
        && !IsFull(error)
        && !IsTooManyFiles(error);
}
