using System.Text;

namespace ShuffleOrleans.Tests.EndToEnd.Processes;

/// <summary>What a run leaves: files below its directory for temporary files, processes that were started with it.</summary>
internal static class Leftovers
{
    public static void MustBeNone(string temporary)
    {
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(temporary), IsOurs);
        Assert.DoesNotContain(Directory.EnumerateDirectories("/proc"), process => StartedWith(process, temporary));
    }

    // The runtime's own sockets for diagnosis are its affair.
    private static bool IsOurs(string path)
    {
        string name = Path.GetFileName(path);
        return !name.StartsWith("dotnet-diagnostic-", StringComparison.Ordinal) && !name.StartsWith("clr-debug-pipe-", StringComparison.Ordinal);
    }

    private static bool StartedWith(string process, string temporary)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "environ"), Encoding.Latin1).Contains($"TMPDIR={temporary}\0", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Not a process, gone meanwhile, or somebody else's.
            return false;
        }
    }
}
