using System.Net;
using System.Net.Sockets;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Inspection;
using ShuffleOrleans.Protocol.Inspection.Service;
using ShuffleOrleans.Protocol.Inspection.Workers;

namespace ShuffleOrleans.Tests.Cli;

/// <summary>Exit codes, which scripts depend on, and what is said with them.</summary>
public sealed class ExitCodeTests
{
    [Fact]
    public async Task NobodyAtTheAddress_Is4()
    {
        // A port that was free a moment ago and that nobody was told of.
        using Socket taken = new(SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        string address = $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndPoint!).Port}";
        Assert.Contains(address, (await new Shuffle().RunAsync("cluster", "--service", address)).Expect(4).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARefusal_Is1_WithCodeTitleAndDetail()
    {
        await using FakeService service = await SampleService.StartAsync();
        service.OnProblem("POST " + SampleService.PartitionPath + ":verify", 403, "changes-disabled", "Authentication failed", "Changes are disabled.");
        RunResult run = (await new Shuffle(service.Address).RunAsync("verify", "bbbb", "cccc", "1")).Expect(1);
        Assert.Equal("changes-disabled: Authentication failed. Changes are disabled.\n", run.Error);
        Assert.Empty(run.Out);
    }

    [Theory]
    [InlineData(200, "text/html", "<html>")]
    [InlineData(200, "application/json", "{\"kind\":")]
    [InlineData(200, "application/json", "null")]
    [InlineData(502, "text/html", "<html>")]
    [InlineData(302, "text/plain", "")]
    [InlineData(500, "application/problem+json", "not json")]
    public async Task AnAnswerOfAnotherProgram_Is1(int status, string contentType, string body)
    {
        await using FakeService service = await FakeService.StartAsync();
        service.OnText("GET /v1/cluster", status, contentType, body);
        Assert.StartsWith("unexpected-answer: ", (await new Shuffle(service.Address).RunAsync("cluster")).Expect(1).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("frobnicate")]
    [InlineData("cluster --frobnicate")]
    [InlineData("verify bbbb cccc")]
    [InlineData("inspect bbbb cccc -1")]
    [InlineData("partitions --take 0")]
    [InlineData("partitions --take 1001")]
    [InlineData("partitions --dataset cccc")]
    [InlineData("release bbbb cccc --yes")]
    [InlineData("cluster --service ftp://127.0.0.1")]
    [InlineData("cluster --service http://user:secret@127.0.0.1")]
    [InlineData("cluster --token-file /no/such/file")]
    [InlineData("jobs abc")]
    [InlineData("jobs wxyz")]
    [InlineData("log-levels Default")]
    [InlineData("file /no/such/file")]
    [InlineData("completion tcsh")]
    public async Task ACommandLineWithoutSense_Is2_AndSaysWhy(string line)
    {
        await using FakeService service = await SampleService.StartAsync();
        RunResult run = (await new Shuffle(service.Address).RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries))).Expect(2);
        Assert.NotEmpty(run.Error);
        Assert.DoesNotContain("secret", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(service.Received, request => request.Method != "GET");
    }

    [Fact]
    public async Task APrefixOfTwo_NamesThem_AndAPrefixOfNone_Is1()
    {
        await using FakeService service = await SampleService.StartAsync();
        JobId other = JobId.Parse("bbbb1000000000000000000000000002", null);
        service.On(
            "GET /v1/jobs", new Page<JobSummary>([Samples.JobNamed("one"), Samples.JobNamed("two", other)], 2, 0), InspectionJson.Default.PageJobSummary);
        string error = (await new Shuffle(service.Address).RunAsync("jobs", "bbbb")).Expect(2).Error;
        Assert.Contains($"{Samples.Job} (one), {other} (two)", error, StringComparison.Ordinal);
        Assert.Contains("'dddd'", (await new Shuffle(service.Address).RunAsync("jobs", "dddd")).Expect(1).Error, StringComparison.Ordinal);
        (await new Shuffle(service.Address).RunAsync("jobs", "BBBB0")).Expect(0);
    }

    [Theory]
    [InlineData(CheckOutcome.Intact, 0)]
    [InlineData(CheckOutcome.InMemory, 0)]
    [InlineData(CheckOutcome.Damaged, 3)]
    [InlineData(CheckOutcome.Gone, 1)]
    [InlineData(CheckOutcome.Busy, 1)]
    public async Task Verify_EndsAsItsWorstCheck(CheckOutcome outcome, int exitCode)
    {
        await using FakeService service = await SampleService.StartAsync();
        service.On(
            $"POST {SampleService.PartitionPath}:verify", new Page<Verification>(
                [Samples.Check(CheckOutcome.Intact), Samples.Check(outcome)], 2, 0), InspectionJson.Default.PageVerification);
        Assert.Contains(outcome.ToString(
            ), (await new Shuffle(service.Address).RunAsync("verify", "bbbb", "cccc", "1", "--attempt", "0")).Expect(exitCode).Out, StringComparison.Ordinal);
        Assert.Equal("""{"attempt":0,"epoch":null}""", service.Received[^1].Body);
    }

    [Fact]
    public async Task VerifyThatAWorkerDidNotAnswer_Is1()
    {
        await using FakeService service = await SampleService.StartAsync();
        service.On(
            $"POST {SampleService.PartitionPath}:verify",
            new Page<Verification>([Samples.Check(
                CheckOutcome.Intact)], 1, 0, [new MissingWorker(Samples.Worker, "no answer within 5 s")]), InspectionJson.Default.PageVerification);
        Assert.Contains(
            "no answer within 5 s", (await new Shuffle(service.Address).RunAsync("verify", "bbbb", "cccc", "1")).Expect(1).Error, StringComparison.Ordinal);
    }
}
