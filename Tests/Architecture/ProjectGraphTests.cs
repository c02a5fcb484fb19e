namespace ShuffleOrleans.Tests.Architecture;

public sealed class ProjectGraphTests
{
    // The one program whose name people type.
    private const string TypedByPeople = "Cli";

    private static readonly string[] KnowOrleans = ["Grains.Interfaces", "Grains", "Client.Orleans", "Silo", "Tests/Cluster"];

    [Fact]
    public void EveryProject_HasItsPlaceInTheDesign() => Violations.None(Repository.Projects.Where(project => !AllowedReferences.IsKnown(project)));

    [Fact]
    public void EveryReference_IsAllowedByTheDesign() => Violations.None(
        Repository.Projects.SelectMany(from => from.References.Where(to => !AllowedReferences.Allows(from, to)).Select(to => $"{from.Folder} -> {to.Folder}")));

    [Fact]
    public void EveryReference_LeadsToAProject()
    {
        HashSet<string> folders = [.. Repository.Projects.Select(project => project.Folder)];
        Violations.None(Repository.Projects.SelectMany(project => project.References).Where(reference => !folders.Contains(reference.Folder)));
    }

    [Fact]
    public void OnlyTheClusterHalf_KnowsOrleans() => Violations.None(
        Repository.Projects.Where(project => !KnowOrleans.Contains(project.Folder) && project.Packages.Any(OrleansNeeds.IsOrleans)));

    [Fact]
    public void OnlySilo_KnowsBedrock() => Violations.None(Repository.Projects
        .Where(project => project.Folder != "Silo")
        .Where(project => project.Packages.Any(package => package.StartsWith("Bedrock.", StringComparison.Ordinal))));

    [Fact]
    public void Protocol_ReferencesNothing()
    {
        ProjectFile protocol = Assert.Single(Repository.Projects, project => project.Folder == "Protocol");
        Assert.False(protocol.Has("ProjectReference") || protocol.Has("PackageReference") || protocol.Has("FrameworkReference"));
    }

    [Fact]
    public void NoProject_RenamesItsAssemblyOrRootNamespace() => Violations.None(
        Repository.Projects.Where(project => (project.Has("AssemblyName") && project.Folder != TypedByPeople) || project.Has("RootNamespace")));

    [Fact]
    public void EveryFolder_HasOneProject() => Assert.Distinct(Repository.Projects.Select(project => project.Folder));
}
