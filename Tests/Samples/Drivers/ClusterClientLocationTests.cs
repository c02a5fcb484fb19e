using ShuffleOrleans.Samples.BatchEngine.Drivers;

namespace ShuffleOrleans.Tests.Samples.Drivers;

/// <summary>Where the client of a cluster is sought, and what is said when it is nowhere.</summary>
public sealed class ClusterClientLocationTests : IDisposable
{
    private const string FileName = "ShuffleOrleans.Client.Orleans.dll";

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("shuffle-tests-");

    private string Program => Directory.CreateDirectory(Path.Combine(_root.FullName, "Samples", "TeraSort", "bin", "Release", "net10.0")).FullName;

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public void Nowhere_OneLineSaysHowToBuildIt()
    {
        DriverException error = Assert.Throws<DriverException>(() => ClusterClientLocation.Find(null, Program));

        Assert.EndsWith("build it with: dotnet build -c Release Client.Orleans", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void BuildOfTheRepository_IsFoundFromAbove_InTheSameConfiguration()
    {
        Put("Client.Orleans", "bin", "Debug", "net10.0");
        string release = Put("Client.Orleans", "bin", "Release", "net10.0");

        Assert.Equal(release, ClusterClientLocation.Find(null, Program + Path.DirectorySeparatorChar));
    }

    [Fact]
    public void BesideTheProgram_ComesFirst()
    {
        Put("Client.Orleans", "bin", "Release", "net10.0");
        string beside = Put("Samples", "TeraSort", "bin", "Release", "net10.0");

        Assert.Equal(beside, ClusterClientLocation.Find(null, Program));
    }

    [Fact]
    public void ChosenPath_IsTheAssemblyOrItsFolder()
    {
        string assembly = Put("elsewhere");

        Assert.Equal(assembly, ClusterClientLocation.Find(assembly, Program));
        Assert.Equal(assembly, ClusterClientLocation.Find(Path.GetDirectoryName(assembly), Program));
    }

    [Fact]
    public void ChosenPathThatIsNotThere_IsNotReplacedByAnother()
    {
        Put("Client.Orleans", "bin", "Release", "net10.0");

        Assert.Contains("'/nowhere'", Assert.Throws<DriverException>(() => ClusterClientLocation.Find("/nowhere", Program)).Message, StringComparison.Ordinal);
    }

    private string Put(params string[] folders)
    {
        string path = Path.Combine(Directory.CreateDirectory(Path.Combine([_root.FullName, .. folders])).FullName, FileName);
        File.WriteAllBytes(path, []);
        return path;
    }
}
