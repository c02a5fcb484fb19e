using ShuffleOrleans.Tests.Cluster.Harness;

namespace ShuffleOrleans.Tests.Cluster.Silo;

/// <summary>A start that cannot succeed ends in a line for each problem, and an exit code that is not 0.</summary>
public sealed class BadSiloStartTests : IDisposable
{
    private readonly TestDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("--Shuffle:Cluster:Provider", "tape", "tape")]
    [InlineData("--Shuffle:Cluster:Provider", "adonet", "AdoNetConnectionString")]
    [InlineData("--Shuffle:Cluster:Provider", "redis", "RedisConnectionString")]
    [InlineData("--Shuffle:Cluster:SiloPrt", "1", "SiloPrt")]
    [InlineData("--Shuffle:Cluster:Membership:Nonsense", "1", "Nonsense")]
    [InlineData("--Shuffle:Cluster:AdvertisedAddress", "nowhere", "nowhere")]
    [InlineData("--Shuffle:Cluster:DashboardPath", "orleans", "DashboardPath")]
    [InlineData("--Shuffle:ControlPlane:Nonsense", "1", "Nonsense")]
    [InlineData("--Shuffle:Gateway:Nonsense", "1", "Nonsense")]
    [InlineData("--Shuffle:Worker:DataPort", "70000", "DataPort")]
    public async Task BadOption_IsNamed(string option, string value, string named)
    {
        string[] problems = await MustFailAsync([.. new SiloPlace(_directory, "data").Arguments, "--Shuffle:Cluster:Provider", "localhost", option, value]);
        Assert.Contains(named, Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AllProblems_AreToldAtOnce()
    {
        string[] problems = await MustFailAsync(
            ["--Shuffle:Cluster:SiloPort", "0", "--Shuffle:Cluster:ResponseTimeout", "0", "--Shuffle:Worker:DataPort", "70000"]);
        foreach (string named in (string[])["Provider", "SiloPort", "ResponseTimeout", "DataPort", "DataDirectories"])
        {
            Assert.Contains(problems, problem => problem.Contains(named, StringComparison.Ordinal));
        }
    }

    private static async Task<string[]> MustFailAsync(string[] arguments)
    {
        await using RunningProgram program = RunningProgram.Start(SiloProcess.Path, arguments);
        ProgramEnd end = await program.EndAsync();
        Assert.True(end.ExitCode == 2, $"{end}");
        Assert.Empty(end.Output);
        Assert.All(end.Errors, line => Assert.StartsWith("shuffle: ", line, StringComparison.Ordinal));
        return end.Errors;
    }
}
