namespace ShuffleOrleans.DataPlane.Worker;

/// <summary>Looks whether a data directory can be used, before the worker starts.</summary>
internal static class DataDirectoryProbe
{
    /// <returns>What is wrong, for a person; null if nothing is.</returns>
    public static string? Check(string path)
    {
        if (!Directory.Exists(path))
        {
            return File.Exists(path) ? $"Data directory '{path}' is a file." : $"Data directory '{path}' does not exist. Create it first: a typing error should not fill another disk.";
        }

        string probe = Path.Combine(path, $".probe-{Environment.ProcessId}");
        try
        {
            File.WriteAllBytes(probe, [1]);
            File.Delete(probe);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"Data directory '{path}' is not writable: {e.Message}";
        }
    }
}
