using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ShuffleOrleans.Tests.Architecture;

public sealed partial class SolutionTests
{
    [Fact]
    public void Solution_HoldsEveryProject() => Assert.Equal(
        Repository.Projects.Select(project => project.Path),
        InSolution().Order(StringComparer.Ordinal));

    [Fact]
    public void EmbeddedFilter_HoldsEveryProjectThatNeedsNoOrleans() => Assert.Equal(
        Repository.Projects.Where(project => !OrleansNeeds.Of(project, Repository.Projects)).Select(project => project.Path),
        InFilter().Order(StringComparer.Ordinal));

    [Fact]
    public void EveryVersion_IsPinnedExactly()
    {
        XElement[] versions = [.. XDocument.Parse(Repository.Text("Directory.Packages.props")).Descendants("PackageVersion")];
        Assert.NotEmpty(versions);
        Assert.All(versions, version => Assert.Matches(ExactVersion(), (string?)version.Attribute("Version")));
    }

    [Fact]
    public void NoProject_HasVersionsOfItsOwn() => Violations.None(Repository.Projects.Where(project => project.PackagesWithVersion.Any()));

    [Theory]
    [InlineData("[1.2.3]", true)]
    [InlineData("[0.1.63-alpha.gf69fa1b135]", true)]
    [InlineData("1.2.3", false)]
    [InlineData("[1.2.3,2.0.0)", false)]
    [InlineData("[1.*]", false)]
    public void ExactVersions_AreToldFromOthers(string version, bool exact) => Assert.Equal(exact, ExactVersion().IsMatch(version));

    private static IEnumerable<string> InSolution() => ProjectLine()
        .Matches(Repository.Text("ShuffleOrleans.sln"))
        .Select(match => match.Groups[1].Value.Replace('\\', '/'));

    private static IEnumerable<string> InFilter()
    {
        using JsonDocument filter = JsonDocument.Parse(Repository.Text("ShuffleOrleans.Embedded.slnf"));
        return [.. filter.RootElement.GetProperty("solution").GetProperty("projects").EnumerateArray().Select(path => path.GetString()!.Replace('\\', '/'))];
    }

    [GeneratedRegex(@"^Project\(""[^""]*""\) = ""[^""]*"", ""([^""]*\.csproj)""", RegexOptions.Multiline)]
    private static partial Regex ProjectLine();

    [GeneratedRegex(@"^\[\d+(\.\d+)*(-[\w.]+)?\]$")]
    private static partial Regex ExactVersion();
}
