namespace ShuffleOrleans.Samples.BatchEngine.Processes;

/// <summary>A directory for one run below the system's temporary directory. Disposing removes it with all that is in it.</summary>
internal sealed class WorkDirectory(string prefix) : IDisposable
{
    // Executors that are ending may still close files in it.
    private const int MaxTries = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    public string Path { get; } = Directory.CreateTempSubdirectory(prefix).FullName;

    public void Dispose()
    {
        for (int attempt = 1; Directory.Exists(Path); attempt++)
        {
            try
            {
                Directory.Delete(Path, recursive: true);
            }
            catch (IOException) when (attempt < MaxTries)
            {
                Thread.Sleep(Pause);
            }
        }
    }
}
