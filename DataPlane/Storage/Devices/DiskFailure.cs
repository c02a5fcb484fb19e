namespace ShuffleOrleans.DataPlane.Storage.Devices;

/// <summary>
/// Tells what a disk or its file system did from bugs of ours: every caller of a device handles these and no others. .NET reports a refused permission outside
/// of <see cref="IOException"/>.
/// </summary>
internal static class DiskFailure
{
    public static bool Is(Exception error) => error is IOException or UnauthorizedAccessException;
}
