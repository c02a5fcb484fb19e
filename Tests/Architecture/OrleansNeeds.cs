namespace ShuffleOrleans.Tests.Architecture;

/// <summary>Which projects need a package source that has Orleans: those that reference it, and those that reference these.</summary>
internal static class OrleansNeeds
{
    public static bool IsOrleans(string package) => package.StartsWith("Microsoft.Orleans", StringComparison.Ordinal);

    public static bool Of(ProjectFile project, IReadOnlyList<ProjectFile> all) =>
        project.Packages.Any(IsOrleans)
        || project.References.Any(reference => all.Any(other => other.Folder == reference.Folder && Of(other, all)));
}
