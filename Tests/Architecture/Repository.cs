using ShuffleOrleans.Tests.TestKit;

namespace ShuffleOrleans.Tests.Architecture;

/// <summary>The repository's projects and sources, read once.</summary>
internal static class Repository
{
    private static readonly string[] Generated = ["bin", "obj", "node_modules", "TestResults", "BenchmarkDotNet.Artifacts"];

    public static IReadOnlyList<ProjectFile> Projects { get; } = [.. Files("*.csproj").Select(path => new ProjectFile(path, Text(path)))];

    public static IReadOnlyList<SourceFile> Sources { get; } = [.. Files("*.cs").Select(path => new SourceFile(path, Text(path)))];

    public static string Text(string path) => File.ReadAllText(RepositoryFiles.PathOf(path));

    /// <summary>The project a file belongs to: the nearest one above it.</summary>
    public static ProjectFile? OwnerOf(SourceFile source) => Projects
        .Where(project => source.Path.StartsWith(project.Folder + "/", StringComparison.Ordinal))
        .MaxBy(project => project.Folder.Length);

    private static IEnumerable<string> Files(string pattern) => Directory
        .EnumerateFiles(RepositoryFiles.Root, pattern, SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(RepositoryFiles.Root, path).Replace('\\', '/'))
        .Where(path => !path.Split('/').Any(part => Generated.Contains(part) || part.StartsWith('.')))
        .Order(StringComparer.Ordinal);
}
