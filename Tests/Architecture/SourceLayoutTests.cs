namespace ShuffleOrleans.Tests.Architecture;

public sealed class SourceLayoutTests
{
    private static readonly string[] FilesWithoutType = ["Program", "AssemblyInfo", "GlobalUsings"];

    [Fact]
    public void EveryFile_BelongsToAProject() => Violations.None(Repository.Sources.Where(source => Repository.OwnerOf(source) is null));

    [Fact]
    public void Namespaces_FollowTheFolders() => Violations.None(Repository.Sources
        .Where(source => source.Namespace is not null && source.Namespace != NamespaceOf(source.Folder))
        .Select(source => $"{source}: {source.Namespace} instead of {NamespaceOf(source.Folder)}"));

    [Fact]
    public void EveryFile_HoldsOneTypeNamedLikeTheFile() => Violations.None(Repository.Sources
        .Where(source => !FilesWithoutType.Contains(source.ExpectedType) || source.Types.Count > 0)
        .Where(source => source.Types is not [string only] || only != source.ExpectedType)
        .Select(source => $"{source}: {string.Join(", ", source.Types)}"));

    [Fact]
    public void Sources_AreFound() => Assert.Contains(Repository.Sources, source => source.Path == "Protocol/Frames/FrameHeader.cs");

    private static string NamespaceOf(string folder) => "ShuffleOrleans." + folder.Replace('/', '.');
}
