namespace ShuffleOrleans.DataPlane.Storage.Devices;

/// <summary>
/// Tells what a disk or its file system did from bugs of ours: every caller of a device handles these and no others. .NET reports a refused permission outside
/// of <see cref="IOException"/>.
/// </summary>
internal static class DiskFailure
{
    // Numbers of Linux, which .NET passes on in HResult.
    private const int NoSpaceLeft = 28;
    private const int QuotaExceeded = 122;

    public static bool Is(Exception error) => error is IOException or UnauthorizedAccessException;

    /// <summary>The disk, or what this user may use of it, is full: nothing is wrong with it.</summary>
    public static bool IsFull(Exception error) => error is IOException { HResult: NoSpaceLeft or QuotaExceeded };
}
