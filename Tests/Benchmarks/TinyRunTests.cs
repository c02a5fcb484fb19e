using System.Reflection;
using System.Text.Json;
using ShuffleOrleans.Tests.TestKit.Processes;

namespace ShuffleOrleans.Tests.Benchmarks;

/// <summary>The verb as a process, with real servers and clients; what it measures is not looked at.</summary>
[Trait("Category", "EndToEnd")]
public sealed class TinyRunTests
{
    private static readonly string Program = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory,
        typeof(TinyRunTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Program.Benchmarks").Value!));

    [Theory]
    [InlineData("a-bulk", "e-text")]
    [InlineData("b-small-map", "b-small-reduce")]
    public async Task TinyRun_PrintsOneJsonObjectWithAllRows_AndLeavesNothing(params string[] shapes)
    {
        using TestDirectory directory = new();
        ProgramEnd end = await RunAsync(
            "shuffle", "--json", "--systems", "loop,files,shuffle", "--shapes", string.Join(',', shapes),
            "--rounds", "1", "--scale", "0.001", "--warm-ups", "1", "--directory", directory.Path);
        Assert.True(end.ExitCode == 0, end.ToString());
        using var json = JsonDocument.Parse(Assert.Single(end.Output));
        JsonElement[] rows = [.. json.RootElement.GetProperty("rows").EnumerateArray()];
        Assert.Equal(
            shapes.SelectMany(shape => new[] { $"{shape} files", $"{shape} loop", $"{shape} shuffle" }),
            rows.Select(row => $"{row.GetProperty("shape").GetString()} {row.GetProperty("system").GetString()}").Order(StringComparer.Ordinal));
        Assert.All(rows, row => Assert.True(row.GetProperty("writeBytesPerSecond").GetDouble() > 0 && row.GetProperty("readBytesPerSecond").GetDouble() > 0));
        Assert.All(
            rows.Where(row => row.GetProperty("system").GetString() == "shuffle"),
            row => Assert.True(row.GetProperty("workerAllocatedBytesPerGB").GetDouble() > 0 && row.GetProperty("peakResidentBytes").GetDouble() > 0));
        Assert.Equal(shapes.Length, json.RootElement.GetProperty("ratiosByShape").GetProperty("writeToLoop").EnumerateObject().Count());
        Assert.True(json.RootElement.GetProperty("ratios").GetProperty("readToLoop").GetDouble() > 0);
        Assert.Empty(Directory.EnumerateFileSystemEntries(directory.Path));
    }

    [Fact]
    public async Task UnknownSystem_IsRefused()
    {
        ProgramEnd end = await RunAsync("shuffle", "--systems", "loop,nothing");
        Assert.Equal(2, end.ExitCode);
        Assert.Contains(end.Errors, line => line.Contains("'nothing'", StringComparison.Ordinal));
    }

    private static async Task<ProgramEnd> RunAsync(params string[] arguments)
    {
        await using var run = RunningProgram.Start(Program, arguments);
        return await run.EndAsync();
    }
}
