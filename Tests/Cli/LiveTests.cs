using System.Text.Json;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Tests.Cli;

/// <summary>Every verb against the service itself: that the two halves of the contract are the same contract.</summary>
[Trait("Category", "EndToEnd")]
public sealed class LiveTests
{
    [Fact]
    public async Task EveryVerb_UnderstandsTheService()
    {
        await using LiveService service = await LiveService.StartAsync();
        await using SmallJob job = await SmallJob.StartAsync(service.Address);
        await job.WriteAsync(0, DataPartitionKind.Map);
        await job.WriteAsync(1, DataPartitionKind.Map);
        Shuffle shuffle = service.Shuffle();
        string id = job.Job.ToString()[..6];
        string set = job.DataSet.ToString()[..6];
        foreach (string line in (string[])
            ["cluster", "workers", "jobs", $"jobs {id}", $"datasets {id}", $"datasets {id} {set}", $"partitions --job {id} --sort -bytes",
             $"inspect {id} {set} 0",
             "waits", "events --severity info", "top --count 1", "log-levels", "log-levels ShuffleOrleans.DataPlane Debug --for 60", $"verify {id} {set} 1"])
        {
            RunResult run = (await shuffle.RunAsync(line.Split(' '))).Expect(0);
            Assert.NotEmpty(run.Out);
            Assert.Empty(run.Error);
        }

        Assert.Contains("hottest: subpartition 2", (await shuffle.RunAsync("datasets", id, set)).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AWorker_IsShownExcludedAndIncluded()
    {
        await using LiveService service = await LiveService.StartAsync();
        Shuffle shuffle = service.Shuffle();
        using JsonDocument workers = JsonDocument.Parse((await shuffle.RunAsync("workers", "--json")).Expect(0).Out);
        string worker = workers.RootElement.GetProperty("items")[0].GetProperty("worker").GetString()!;
        Assert.Contains("Healthy", (await shuffle.RunAsync("workers", worker[..5])).Expect(0).Out, StringComparison.Ordinal);
        Assert.Contains("Excluded", (await shuffle.RunAsync("exclude", worker, "--reason", "new disk")).Expect(0).Out, StringComparison.Ordinal);
        Assert.Contains("new disk", (await shuffle.RunAsync("workers")).Expect(0).Out, StringComparison.Ordinal);
        Assert.Contains("Active", (await shuffle.RunAsync("include", worker)).Expect(0).Out, StringComparison.Ordinal);
        (await new Shuffle(service.Address).RunAsync("exclude", worker)).Expect(1);
    }

    [Fact]
    public async Task ADamagedPartition_IsFound_AndAReleasedJobIsGone()
    {
        await using LiveService service = await LiveService.StartAsync();
        await using SmallJob job = await SmallJob.StartAsync(service.Address);
        await job.WriteAsync(0, DataPartitionKind.Map);
        string file = Assert.Single(service.Files("map-0-*.shuffle"));
        byte[] bytes = await File.ReadAllBytesAsync(file);
        bytes[160] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);
        Shuffle shuffle = service.Shuffle();
        Assert.Contains("Damaged", (await shuffle.RunAsync("verify", job.Job.ToString(), job.DataSet.ToString(), "0")).Expect(3).Out, StringComparison.Ordinal);
        (await shuffle.RunAsync("file", Assert.Single(service.Files("*.corrupt")))).Expect(3);
        (await shuffle.RunAsync("release", job.Job.ToString(), "--yes")).Expect(0);
        Assert.Contains("No jobs.", (await shuffle.RunAsync("jobs")).Expect(0).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Map")]
    [InlineData("Reduce")]
    public async Task Bench_ReadsWhatItWrote_AndLeavesNothing(string kind)
    {
        await using LiveService service = await LiveService.StartAsync();
        Shuffle shuffle = service.Shuffle();
        string[] line = ["bench", "--mib", "4", "--producers", "2", "--consumers", "3", "--json"];
        using JsonDocument report = JsonDocument.Parse((await shuffle.RunAsync(kind == "Reduce" ? [.. line, "--reduce"] : line)).Expect(0).Out);
        Assert.Equal(kind, report.RootElement.GetProperty("kind").GetString());
        Assert.Equal(4 * 1024 * 1024, report.RootElement.GetProperty("read").GetProperty("bytes").GetInt64());
        Assert.Contains("No jobs.", (await shuffle.RunAsync("jobs")).Expect(0).Out, StringComparison.Ordinal);
    }
}
