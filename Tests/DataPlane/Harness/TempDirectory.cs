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

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
