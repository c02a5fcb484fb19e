namespace ShuffleOrleans.Tests.Cli;

/// <summary>
/// What people and their scripts see in a pipe, against golden files. After a wanted change write them anew with SHUFFLE_WRITE_GOLDEN=1 and look.
/// </summary>
public sealed class TableTests
{
    [Theory]
    [InlineData("cluster", "cluster")]
    [InlineData("workers", "workers")]
    [InlineData("jobs", "jobs")]
    [InlineData("job", "jobs bbbb")]
    [InlineData("dataset", "datasets bbbb cccc")]
    [InlineData("partitions", "partitions --job bbbb --dataset cccc --skip 2")]
    [InlineData("inspect", "inspect bbbb cccc 1")]
    [InlineData("waits", "waits")]
    [InlineData("events", "events")]
    [InlineData("log-levels", "log-levels")]
    [InlineData("top", "top --count 2")]
    public async Task InAPipe_TheTextIsTheGoldenOne(string name, string line)
    {
        await using FakeService service = await SampleService.StartAsync();
        RunResult run = (await new Shuffle(service.Address) { Time = new HurriedTime() }.RunAsync(line.Split(' '))).Expect(0);
        string text = run.Out.Replace(service.Address.GetLeftPart(UriPartial.Authority), "http://127.0.0.1:8090", StringComparison.Ordinal);
        string golden = RepositoryFiles.PathOf($"Tests/Cli/Golden/{name}.txt");
        if (Environment.GetEnvironmentVariable("SHUFFLE_WRITE_GOLDEN") == "1")
        {
            await File.WriteAllTextAsync(golden, text);
        }

        Assert.Equal(await File.ReadAllTextAsync(golden), text);
        Assert.Empty(run.Error);
        Assert.DoesNotContain('\e', text);
    }

    [Theory]
    [InlineData("cluster", "/v1/cluster")]
    [InlineData("partitions", "/v1/partitions")]
    public async Task WithJson_TheAnswerComesAsItIs(string verb, string path)
    {
        await using FakeService service = await SampleService.StartAsync();
        using HttpClient http = new();
        string answer = await http.GetStringAsync(new Uri(service.Address, path));
        Assert.Equal(answer + "\n", (await new Shuffle(service.Address).RunAsync(verb, "--json")).Expect(0).Out);
    }

    [Fact]
    public async Task EveryFilterOfPartitions_ReachesTheService()
    {
        await using FakeService service = await SampleService.StartAsync();
        (await new Shuffle(service.Address).RunAsync(
            "partitions", "--job", "bbbb", "--dataset", "cccc", "--worker", "aaaa", "--state", "Lost",
            "--state", "Failed", "--min-bytes", "5", "--sort", "-bytes", "--skip", "2", "--take", "3"))
            .Expect(0);
        Assert.Equal(
            $"/v1/partitions?job={Samples.Job}&dataSet={Samples.DataSet}&worker={Samples.Worker}&minBytes=5&sort=-bytes&skip=2&take=3&state=Lost&state=Failed",
            service.Received[^1].Target);
    }

    [Fact]
    public async Task OnATerminal_StatesHaveColours_UnlessDeclined()
    {
        await using FakeService service = await SampleService.StartAsync();
        Assert.Contains("\e[33mExcluded\e[0m", (await new Shuffle(service.Address) { IsTerminal = true }.RunAsync("workers")).Out, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', (await new Shuffle(service.Address) { IsTerminal = true }.RunAsync("workers", "--no-color")).Out);
        Assert.DoesNotContain('\e', (await new Shuffle(service.Address) { IsTerminal = true }.With("NO_COLOR", "1").RunAsync("workers")).Out);
    }
}
