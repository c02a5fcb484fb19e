namespace ShuffleOrleans.Tests.DataPlane.Reduce;

/// <summary>What this process has open, as Linux tells.</summary>
internal static class OpenFiles
{
    /// <summary>How many handles are on files below a folder, deleted ones included.</summary>
    public static int Below(string path) => Directory
        .EnumerateFiles("/proc/self/fd")
        .Count(handle => TargetOf(handle)?.StartsWith(path, StringComparison.Ordinal) == true);

    private static string? TargetOf(string handle)
    {
        try
        {
            return new FileInfo(handle).LinkTarget;
        }
        catch (IOException)
        {
            // Closed since it was listed.
            return null;
        }
    }
}
