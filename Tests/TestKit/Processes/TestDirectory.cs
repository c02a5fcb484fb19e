namespace ShuffleOrleans.Tests.TestKit.Processes;

/// <summary>A directory of one test, removed at its end.</summary>
public sealed class TestDirectory : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("shuffle-end-to-end-");

    public string Path => _directory.FullName;

    public string Sub(string name) => _directory.CreateSubdirectory(name).FullName;

    public void Dispose() => _directory.Delete(recursive: true);
}
