using System.Text.Json;
using ShuffleOrleans.Tests.EndToEnd.Processes;

namespace ShuffleOrleans.Tests.EndToEnd;

/// <summary>The sample as a user runs it: it sorts, says so, and leaves nothing behind.</summary>
[Trait("Category", "EndToEnd")]
public sealed class TeraSortTests : IDisposable
{
    private readonly TestDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(83_886, "--bytes", "8MiB", "--mappers", "1", "--reducers", "1")]
    [InlineData(83_886, "--bytes", "8MiB", "--mappers", "3", "--reducers", "17")]
    [InlineData(0, "--bytes", "0", "--mappers", "2", "--reducers", "2")]
    [InlineData(1, "--bytes", "100", "--mappers", "4", "--reducers", "4")]
    [InlineData(83_886, "--bytes", "8MiB", "--keys", "all-equal", "--mappers", "3", "--reducers", "4")]
    [InlineData(10_486, "--bytes", "1MiB", "--giant-record", "80MiB", "--mappers", "2", "--reducers", "3")]
    public async Task Sorts(long records, params string[] arguments) => Assert.Equal((records, 0), await RunAsync(arguments));

    [Theory]
    [InlineData("map")]
    [InlineData("reduce")]
    public async Task SurvivesTheDeathOfAnExecutor(string stage)
    {
        (long records, int retries) = await RunAsync("--bytes", "8MiB", "--mappers", "4", "--reducers", "4", "--fault", $"kill-executor:{stage}");
        Assert.Equal(83_886, records);
        Assert.NotEqual(0, retries);
    }

    [Fact]
    public async Task SortsCompressed_OrSaysWhatIsMissing()
    {
        if (System.Runtime.InteropServices.NativeLibrary.TryLoad("liblz4.so.1", out _))
        {
            Assert.Equal((83_886L, 0), await RunAsync("--bytes", "8MiB", "--compression", "lz4", "--mappers", "3", "--reducers", "3"));
            return;
        }

        await Console.Error.WriteLineAsync("THIS SYSTEM HAS NO LIBLZ4: compression is not tested, only that its absence is told.");
        await using RunningProgram program = Start("--bytes", "1MiB", "--compression", "lz4");
        ProgramEnd end = await program.EndAsync();
        Assert.NotEqual(0, end.ExitCode);
        Assert.Contains("liblz4", $"{end}", StringComparison.Ordinal);
    }

    private RunningProgram Start(params string[] arguments) =>
        RunningProgram.Start(Programs.TeraSort, [.. arguments, "--executors", "2", "--json"], _directory.Sub("tmp"));

    private async Task<(long Records, int Retries)> RunAsync(params string[] arguments)
    {
        await using RunningProgram program = Start(arguments);
        ProgramEnd end = await program.EndAsync();
        Assert.True(end.ExitCode == 0, $"{end}");
        using JsonDocument report = JsonDocument.Parse(end.Output[^1]);
        Assert.True(report.RootElement.GetProperty("validated").GetBoolean(), $"{end}");
        Leftovers.MustBeNone(_directory.Sub("tmp"));
        return (report.RootElement.GetProperty("records").GetInt64(), report.RootElement.GetProperty("taskRetries").GetInt32());
    }
}
