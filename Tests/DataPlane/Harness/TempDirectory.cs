namespace ShuffleOrleans.Tests.DataPlane.Harness;

/// <summary>A fresh directory, deleted with everything in it at the end of a test.</summary>
internal sealed class TempDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("shuffle-test-").FullName;

    /// <summary>The partition files below it, relative and sorted: committed, partial and set aside.</summary>
    public IReadOnlyList<string> PartitionFiles =>
    [
        .. Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories)
            .Where(file => file.Contains(".shuffle", StringComparison.Ordinal) || file.Contains(".frames", StringComparison.Ordinal))
            .Select(file => System.IO.Path.GetRelativePath(Path, file))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The folders below it.</summary>
    public IReadOnlyList<string> Folders => Directory.GetDirectories(Path, "*", SearchOption.AllDirectories);

    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>A copy of everything in it, whoever has it open.</summary>
    public TempDirectory Copy()
    {
        TempDirectory copy = new();
        foreach (string folder in Folders)
        {
            Directory.CreateDirectory(copy.PathOf(System.IO.Path.GetRelativePath(Path, folder)));
        }

        foreach (string file in Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories))
        {
            File.Copy(file, copy.PathOf(System.IO.Path.GetRelativePath(Path, file)));
        }

        return copy;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
