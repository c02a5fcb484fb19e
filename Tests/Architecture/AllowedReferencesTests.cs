namespace ShuffleOrleans.Tests.Architecture;

public sealed class AllowedReferencesTests
{
    [Theory]
    [InlineData("Client", "DataPlane", true)]
    [InlineData("Client", "Protocol", true)]
    [InlineData("Client", "ControlPlane", false)]
    [InlineData("DataPlane", "ControlPlane", false)]
    [InlineData("DataPlane", "Client", false)]
    [InlineData("Protocol", "DataPlane", false)]
    [InlineData("Gateway", "DataPlane", false)]
    [InlineData("ControlPlane", "Gateway", false)]
    [InlineData("Standalone", "Gateway", true)]
    [InlineData("Silo", "Standalone", false)]
    [InlineData("Samples/TeraSort", "Client", true)]
    [InlineData("Samples/TeraSort", "Protocol", true)]
    [InlineData("Samples/TeraSort", "Samples/Engine", true)]
    [InlineData("Samples/TeraSort", "Standalone", false)]
    [InlineData("Samples/TeraSort", "ControlPlane", false)]
    [InlineData("Benchmarks", "Client", true)]
    [InlineData("Benchmarks", "Standalone", false)]
    [InlineData("Benchmarks", "Samples/TeraSort", false)]
    [InlineData("Tests/EndToEnd", "Standalone", true)]
    public void Design_SaysWhoMayKnowWhom(string from, string to, bool allowed) =>
        Assert.Equal(allowed, AllowedReferences.Allows(Project(from), new ProjectReference(to, WithAssembly: true)));

    [Fact]
    public void Sample_MayBuildStandaloneWithoutItsAssembly() =>
        Assert.True(AllowedReferences.Allows(Project("Samples/TeraSort"), new ProjectReference("Standalone", WithAssembly: false)));

    [Fact]
    public void ProjectOfNoKnownPlace_IsSeen() => Assert.False(AllowedReferences.IsKnown(Project("Utils")));

    [Fact]
    public void References_AreReadFromTheProjectFile()
    {
        ProjectFile project = new("Samples/A/A.csproj", """
            <Project><ItemGroup>
              <ProjectReference Include="..\..\Client\Client.csproj" />
              <ProjectReference Include="../B/B.csproj" ReferenceOutputAssembly="false" />
              <PackageReference Include="Spectre.Console" />
            </ItemGroup></Project>
            """);
        Assert.Equal([new ProjectReference("Client", true), new ProjectReference("Samples/B", false)], project.References);
        Assert.Equal(["Spectre.Console"], project.Packages);
    }

    private static ProjectFile Project(string folder) => new($"{folder}/X.csproj", "<Project />");
}
