using System.Text.Json;
using ShuffleOrleans.Tests.EndToEnd.Processes;

namespace ShuffleOrleans.Tests.EndToEnd;

/// <summary>Several samples one after the other on a service that is there before and after them: when all are done, it holds nothing of any.</summary>
[Trait("Category", "EndToEnd")]
public sealed class SamplesOnAServiceTests : IDisposable
{
    private readonly TestDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("map", "page-cache")]
    [InlineData("map", "memory")]
    [InlineData("reduce", "page-cache")]
    [InlineData("reduce", "fsync")]
    public async Task EndedJobs_LeaveNoFileAndNoBuffer(string partitionType, string durability)
    {
        await using LiveService service = await LiveService.StartAsync(_directory);
        string[] choices = ["--partition-type", partitionType, "--durability", durability];
        await RunAsync(service, Programs.TeraSort, ["--bytes", "4MiB", "--mappers", "3", "--reducers", "4", .. choices]);
        await RunAsync(service, Programs.TeraSort, ["--bytes", "4MiB", "--mappers", "3", "--reducers", "3", "--fault", "kill-executor:map", .. choices]);
        string text = Path.Combine(_directory.Sub("text"), "text");
        await File.WriteAllTextAsync(text, string.Concat(Enumerable.Range(0, 20_000).Select(word => $"w{word % 97} ")));
        await RunAsync(service, Programs.WordCount, [text, "--mappers", "2", "--reducers", "3", .. choices]);
        await service.MustBeHealthyAsync();
        await service.MustEndWithoutLeavingsAsync(_directory);
    }

    private async Task RunAsync(LiveService service, string path, IEnumerable<string> arguments)
    {
        string temporary = _directory.Sub("tmp");
        await using RunningProgram program = RunningProgram.Start(
            path, [.. arguments, "--executors", "2", "--service", $"{service.Http.BaseAddress}", "--json"], temporary);
        ProgramEnd end = await program.EndAsync();
        Assert.True(end.ExitCode == 0, $"{end}");
        using JsonDocument report = JsonDocument.Parse(end.Output[^1]);
        Assert.True(report.RootElement.GetProperty("validated").GetBoolean(), $"{end}");
        Leftovers.MustBeNone(temporary);
    }
}
