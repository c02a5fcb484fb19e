using System.Text.Json;
using ShuffleOrleans.Tests.EndToEnd.Processes;

namespace ShuffleOrleans.Tests.EndToEnd;

/// <summary>The samples with executors that hold what they shuffle themselves: no service runs, and an executor's death takes its outputs along.</summary>
[Trait("Category", "EndToEnd")]
public sealed class LocalShuffleTests : IDisposable
{
    private readonly TestDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task TeraSort_SortsWithoutAService()
    {
        (long records, int retries) = await RunAsync(Programs.TeraSort, "--bytes", "8MiB", "--mappers", "5", "--reducers", "7", "--executors", "2");
        Assert.Equal((83_886, 0), (records, retries));
    }

    [Theory]
    [InlineData("memory")]
    [InlineData("fsync")]
    public async Task TeraSort_SortsWithAnyDurability(string durability)
    {
        (long records, int retries) = await RunAsync(
            Programs.TeraSort, "--bytes", "8MiB", "--mappers", "3", "--reducers", "4", "--executors", "2", "--durability", durability);
        Assert.Equal((83_886, 0), (records, retries));
    }

    [Theory]
    [InlineData("map")]
    [InlineData("reduce")]
    public async Task TeraSort_SurvivesTheDeathOfAnExecutor(string stage)
    {
        (long records, int retries) = await RunAsync(
            Programs.TeraSort, "--bytes", "8MiB", "--mappers", "4", "--reducers", "4", "--executors", "2", "--fault", $"kill-executor:{stage}");
        Assert.Equal(83_886, records);
        Assert.NotEqual(0, retries);
    }

    [Fact]
    public async Task OutputsOfADeadExecutor_AreProducedAgain()
    {
        // One executor holds all of the outputs when it is killed.
        (long records, int retries) = await RunAsync(
            Programs.TeraSort, "--bytes", "8MiB", "--mappers", "5", "--reducers", "2", "--fault", "kill-executor:reduce", "--executors", "1");
        Assert.Equal(83_886, records);
        Assert.True(retries >= 5 + 1, $"{retries} retries: five outputs were lost with one reader.");
    }

    [Theory]
    [InlineData("map")]
    [InlineData("reduce")]
    public async Task WordCount_SurvivesTheDeathOfAnExecutor(string stage)
    {
        string text = Path.Combine(_directory.Sub("text"), "text");
        await File.WriteAllTextAsync(text, string.Concat(Enumerable.Range(0, 50_000).Select(word => $"w{word % 997} ")));
        (long records, int retries) = await RunAsync(
            Programs.WordCount, text, "--mappers", "4", "--reducers", "3", "--executors", "2", "--fault", $"kill-executor:{stage}");
        Assert.Equal(50_000, records);
        Assert.NotEqual(0, retries);
    }

    [Theory]
    [InlineData("--shuffle", "local", "--service", "http://127.0.0.1:1")]
    [InlineData("--shuffle", "elsewhere")]
    [InlineData("--shuffle", "local", "--partition-type", "reduce")]
    public async Task ChoiceThatMakesNoSense_GetsOneLineAndExitCodeTwo(params string[] arguments)
    {
        await using RunningProgram program = RunningProgram.Start(Programs.TeraSort, arguments, _directory.Sub("tmp"));
        ProgramEnd end = await program.EndAsync();
        Assert.True(end is { ExitCode: 2, Output: [], Errors: [_] }, $"{end}");
    }

    private async Task<(long Records, int Retries)> RunAsync(string path, params string[] arguments)
    {
        await using RunningProgram program = RunningProgram.Start(
            path, [.. arguments, "--shuffle", "local", "--json"], _directory.Sub("tmp"));
        ProgramEnd end = await program.EndAsync();
        Assert.True(end.ExitCode == 0, $"{end}");
        using JsonDocument report = JsonDocument.Parse(end.Output[^1]);
        Assert.True(report.RootElement.GetProperty("validated").GetBoolean(), $"{end}");
        Assert.Equal("local", report.RootElement.GetProperty("shuffle").GetString());
        // No service, so no process of one whose time could be taken.
        Assert.Equal(JsonValueKind.Null, report.RootElement.GetProperty("workerCpuSeconds").ValueKind);
        Leftovers.MustBeNone(_directory.Sub("tmp"));
        return (report.RootElement.GetProperty("records").GetInt64(), report.RootElement.GetProperty("taskRetries").GetInt32());
    }
}
