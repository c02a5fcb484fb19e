using ShuffleOrleans.Protocol.Inspection;

namespace ShuffleOrleans.Tests.Cli;

/// <summary>Changes: what is sent, with which token, and that nobody releases by accident.</summary>
public sealed class ChangeTests
{
    private const string Token = "token-0123456789-abcdef";

    [Theory]
    [InlineData("no\n")]
    [InlineData("y\n")]
    [InlineData("")]
    public async Task WithoutAClearYes_NothingIsReleased(string input)
    {
        await using FakeService service = await SampleService.StartAsync();
        RunResult run = (await new Shuffle(service.Address) { IsTerminal = true, Input = input }.RunAsync("release", "bbbb")).Expect(1);
        Assert.Contains("nightly sort", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(service.Received, request => request.Method != "GET");
    }

    [Fact]
    public async Task WhereNobodyCanBeAsked_ItTakesYes()
    {
        await using FakeService service = await SampleService.StartAsync();
        service.OnText($"POST {SampleService.JobPath}:release", 204, "text/plain", "");
        Assert.Contains("--yes", (await new Shuffle(service.Address).RunAsync("release", "bbbb")).Expect(2).Error, StringComparison.Ordinal);
        Assert.DoesNotContain(service.Received, request => request.Method != "GET");
        (await new Shuffle(service.Address).RunAsync("release", "bbbb", "--yes")).Expect(0);
        Assert.Equal(("POST", "{}"), (service.Received[^1].Method, service.Received[^1].Body));
    }

    [Fact]
    public async Task AConfirmedAttempt_IsReleasedByAttemptAndEpoch()
    {
        await using FakeService service = await SampleService.StartAsync();
        service.OnText($"POST {SampleService.PartitionPath}:release", 204, "text/plain", "");
        (await new Shuffle(service.Address) { IsTerminal = true, Input = "yes\n" }.RunAsync("release", "bbbb", "cccc", "1")).Expect(0);
        Assert.Equal("""{"attempt":0,"epoch":7}""", service.Received[^1].Body);
    }

    [Fact]
    public async Task ExcludeAndInclude_SayWhatAndWhy()
    {
        await using FakeService service = await SampleService.StartAsync();
        service.On($"POST /v1/workers/{Samples.Worker}:exclude", Samples.WorkerSummary, InspectionJson.Default.WorkerSummary);
        service.On($"POST /v1/workers/{Samples.Worker}:include", Samples.WorkerSummary, InspectionJson.Default.WorkerSummary);
        (await new Shuffle(service.Address).RunAsync("exclude", "aaaa", "--directory", "/data/1", "--reason", "new disk")).Expect(0);
        Assert.Equal("""{"reason":"new disk","directory":"/data/1"}""", service.Received[^1].Body);
        (await new Shuffle(service.Address).RunAsync("include", "aaaa")).Expect(0);
        Assert.Equal("""{"directory":null}""", service.Received[^1].Body);
    }

    [Fact]
    public async Task TheToken_ComesFromFileOrVariable_AndGoesWithEachRequest()
    {
        await using FakeService service = await SampleService.StartAsync();
        using TestDirectory directory = new();
        string file = Path.Combine(directory.Path, "token");
        await File.WriteAllTextAsync(file, Token + "\n");
        (await new Shuffle(service.Address).RunAsync("cluster", "--token-file", file)).Expect(0);
        (await new Shuffle(service.Address).With("SHUFFLE_TOKEN", Token).RunAsync("cluster")).Expect(0);
        (await new Shuffle(service.Address).RunAsync("cluster")).Expect(0);
        Assert.Equal(
            ["Bearer " + Token, "Bearer " + Token, null], service.Received.Select(request => request.Authorization is "" ? null : request.Authorization));
    }

    [Theory]
    [InlineData("short")]
    [InlineData("with a blank in the middle")]
    [InlineData("0123456789abcdef\u00e9")]
    public async Task WhatIsNoToken_IsRefusedWithoutShowingIt(string token)
    {
        await using FakeService service = await SampleService.StartAsync();
        RunResult run = (await new Shuffle(service.Address).With("SHUFFLE_TOKEN", token).RunAsync("cluster")).Expect(2);
        Assert.DoesNotContain(token, run.Error, StringComparison.Ordinal);
        Assert.Empty(service.Received);
    }
}
