namespace ShuffleOrleans.Tests.EndToEnd.Processes;

/// <summary>What lies in a service's data directories.</summary>
internal static class DataFiles
{
    /// <summary>No partition, whole, partial, shared or damaged, and no folder of one.</summary>
    public static void MustBeGone(TestDirectory directory)
    {
        Assert.DoesNotContain(Directory.EnumerateFiles(directory.Path, "*", SearchOption.AllDirectories), IsPartition);
        Assert.Empty(Directory.EnumerateDirectories(directory.Sub("data")));
    }

    private static bool IsPartition(string path) =>
        path.Contains(".shuffle", StringComparison.Ordinal) || path.Contains(".frames", StringComparison.Ordinal);
}
