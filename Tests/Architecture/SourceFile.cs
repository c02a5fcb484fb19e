using System.Text.RegularExpressions;

namespace ShuffleOrleans.Tests.Architecture;

/// <summary>
/// What can be seen of a source file without a compiler. File-scoped namespaces make it easy: what stands at the beginning of a line is of the file's top
/// level.
/// </summary>
internal sealed partial class SourceFile(string path, string text)
{
    /// <summary>From the root, with slashes.</summary>
    public string Path { get; } = path;

    public string Folder => Path.Contains('/', StringComparison.Ordinal) ? Path[..Path.LastIndexOf('/')] : string.Empty;

    /// <summary>The name that the type in the file should have: what stands before the first dot or brace of the file's name.</summary>
    public string ExpectedType => Path[(Path.LastIndexOf('/') + 1)..].Split('.', '{', '`')[0];

    public string? Namespace => NamespaceLine().Match(text) is { Success: true } match ? match.Groups[1].Value : null;

    /// <summary>Names of the public and internal types of the file's top level.</summary>
    public IReadOnlyList<string> Types => [.. TypeLine().Matches(text).Select(match => match.Groups["name"].Value)];

    /// <summary>Namespaces of ours that the code names, in a using directive or spelled out.</summary>
    public IEnumerable<string> KnownNamespaces => UsingLine().Matches(WithoutComments).Select(match => match.Groups[1].Value);

    private string WithoutComments => CommentLine().Replace(text, string.Empty);

    public override string ToString() => Path;

    [GeneratedRegex(@"^namespace\s+([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(
        @"^(?:\[[^\n]*\]\s*)?(?:(?:public|internal|sealed|static|abstract|readonly|ref|partial|unsafe|new)\s+)*"
        + @"(?:class|struct|interface|enum|record(?:\s+(?:struct|class))?|delegate\s+[\w<>,.?\[\] ]+?)\s+(?<name>[A-Z]\w*)\s*(?=[<({:;\s])",
        RegexOptions.Multiline)]
    private static partial Regex TypeLine();

    [GeneratedRegex(@"\b(ShuffleOrleans(?:\.\w+)+)")]
    private static partial Regex UsingLine();

    [GeneratedRegex(@"^\s*//.*$", RegexOptions.Multiline)]
    private static partial Regex CommentLine();
}
