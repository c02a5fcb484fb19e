using System.Net;
using System.Text.Json;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Inspection.Workers;

namespace ShuffleOrleans.Tests.Gateway.Inspection;

/// <summary>What answers say, beyond their form.</summary>
public sealed class AnswerTests
{
    private static readonly string Partition = $"/v1/partitions/{Samples.Job}/{Samples.DataSet}/0";
    private static readonly string WorkerPath = $"/v1/workers/{Samples.Worker}";

    [Fact]
    public async Task HostileName_ComesBackAsData()
    {
        await using InspectionHost host = await InspectionHost.StartFilledAsync();

        using HttpResponseMessage response = await host.SendAsync(HttpMethod.Get, "/v1/jobs");
        string text = await response.Content.ReadAsStringAsync();

        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotContain("<script", text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(InspectionHost.HostileName, JsonElement.Parse(text).GetProperty("items")[0].GetProperty("name").GetString());
        JsonElement events = (await host.GetAsync($"/v1/jobs/{Samples.Job}")).GetProperty("events");
        Assert.Contains(InspectionHost.HostileName, events[0].GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task InstanceOfAJob_IsNowhereShown()
    {
        await using InspectionHost host = await InspectionHost.StartFilledAsync();
        string[] addresses = ["/v1/cluster", "/v1/jobs", $"/v1/jobs/{Samples.Job}", "/v1/partitions", Partition, "/v1/events"];

        foreach (string address in addresses)
        {
            string text = (await host.GetAsync(address)).GetRawText();
            Assert.DoesNotContain(Samples.Instance.ToString(), text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Cluster_AddsWhatWorkersTell()
    {
        await using InspectionHost host = await InspectionHost.StartFilledAsync();

        JsonElement cluster = await host.GetAsync("/v1/cluster");

        Assert.Equal((1000, 2000), (cluster.GetProperty("receivedBytes").GetInt64(), cluster.GetProperty("sentBytes").GetInt64()));
        Assert.True(cluster.GetProperty("changesEnabled").GetBoolean());
        Assert.Equal("embedded", cluster.GetProperty("kind").GetString());
        Assert.StartsWith("0.1.0", cluster.GetProperty("version").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SilentWorker_CostsItsPartOnly()
    {
        await using InspectionHost host = await InspectionHost.StartFilledAsync(options => options.WorkerAnswerTimeout = TimeSpan.FromSeconds(1));
        host.Workers.Hang();
        string[] addresses =
        [
            "/v1/cluster", WorkerPath, $"{WorkerPath}/channels", Partition, "/v1/waits", $"/v1/jobs/{Samples.Job}/datasets/{Samples.DataSet}/matrix",
        ];

        foreach (string address in addresses)
        {
            Task<JsonElement> answer = host.GetAsync(address);
            await host.Workers.Worker.NextQuestionAsync();
            host.Clock.Advance(TimeSpan.FromSeconds(1));
            JsonElement missing = Assert.Single((await answer).GetProperty("missing").EnumerateArray());
            Assert.Equal(Samples.Worker.ToString(), missing.GetProperty("worker").GetString());
            Assert.Contains("within 1 s", missing.GetProperty("reason").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task WorkerThatFails_IsMissing_AndItsErrorIsNotShown()
    {
        await using InspectionHost host = await InspectionHost.StartFilledAsync();
        host.Workers.FailWith(new InvalidOperationException("the secret"));

        JsonElement worker = await host.GetAsync(WorkerPath);

        Assert.Equal(JsonValueKind.Null, worker.GetProperty("inside").ValueKind);
        Assert.DoesNotContain("secret", worker.GetRawText(), StringComparison.Ordinal);
        Assert.Single(worker.GetProperty("missing").EnumerateArray());
    }

    [Fact]
    public async Task AnswerThatIsNothingWithoutItsWorker_IsAnError()
    {
        await using InspectionHost host = await InspectionHost.StartFilledAsync();
        host.Workers.IsThere = false;

        using HttpResponseMessage ledger = await host.SendAsync(HttpMethod.Get, $"{WorkerPath}/ledger");
        using HttpResponseMessage layout = await host.SendAsync(HttpMethod.Get, $"{Partition}/layout");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable), (ledger.StatusCode, layout.StatusCode));
    }

    [Fact]
    public async Task Matrix_SumsItsRowsAndColumns_AndNamesTheHottest()
    {
        await using InspectionHost host = await InspectionHost.StartFilledAsync();

        JsonElement matrix = await host.GetAsync($"/v1/jobs/{Samples.Job}/datasets/{Samples.DataSet}/matrix?fromSubpartition=1&columns=2");

        Assert.Equal([3, 7], matrix.GetProperty("rowBytes").EnumerateArray().Select(sum => sum.GetInt64()));
        Assert.Equal([4, 6], matrix.GetProperty("columnBytes").EnumerateArray().Select(sum => sum.GetInt64()));
        Assert.Equal((3, 3), (matrix.GetProperty("subpartitions").GetInt32(), matrix.GetProperty("hottestSubpartition").GetInt32()));
        Assert.Equal((30, 20.0), (matrix.GetProperty("hottestBytes").GetInt64(), matrix.GetProperty("meanSubpartitionBytes").GetDouble()));
        Assert.Equal((2, 1), (matrix.GetProperty("committed").GetInt32(), matrix.GetProperty("sampled").GetInt32()));
        Assert.Equal(
            new MatrixRequest(Samples.Job, Samples.DataSet, 0, 2, 1, 3, 2, 2), Assert.IsType<MatrixRequest>(Assert.Single(host.Workers.Worker.Asked)));
    }

    [Fact]
    public async Task Verification_AsksForTheNewestCommittedAttempt()
    {
        await using InspectionHost host = await InspectionHost.StartFilledAsync();

        string answer = await host.ChangeAsync(HttpMethod.Post, $"{Partition}:verify", "{}");

        Assert.Equal(host.Attempt, Assert.IsType<PartitionAttemptId>(Assert.Single(host.Workers.Worker.Asked)));
        JsonElement check = JsonElement.Parse(answer).GetProperty("items")[0];
        Assert.Equal(("Damaged", "Operator"), (check.GetProperty("outcome").GetString(), check.GetProperty("by").GetString()));
    }

    [Fact]
    public async Task ReleasedAttempt_IsLostToItsJobMaster()
    {
        await using InspectionHost host = await InspectionHost.StartFilledAsync();

        await host.ChangeAsync(HttpMethod.Post, $"{Partition}:release", $$"""{"attempt":0,"epoch":{{host.Attempt.Epoch}}}""");

        PartitionEventBatch heard = await host.Plane.GetPartitionEventsAsync(new(Samples.Job, Samples.Instance, 0, 10, TimeSpan.Zero), default);
        Assert.Equal([PartitionEventKind.Committed, PartitionEventKind.Lost], heard.Events.Select(happened => happened.Kind));
    }

    [Fact]
    public async Task ReleasedJob_IsGone()
    {
        await using InspectionHost host = await InspectionHost.StartFilledAsync();

        await host.ChangeAsync(HttpMethod.Post, $"/v1/jobs/{Samples.Job}:release", "");

        ShuffleException gone = await Assert.ThrowsAsync<ShuffleException>(() => host.Plane.HeartbeatJobAsync(new(Samples.Job, Samples.Instance), default));
        Assert.Equal(ShuffleErrorCode.JobNotFound, gone.Code);
    }

    [Fact]
    public async Task ExcludedDirectory_IsTheWorkersMatter_AndIsTold()
    {
        await using InspectionHost host = await InspectionHost.StartFilledAsync();

        string answer = await host.ChangeAsync(HttpMethod.Post, $"{WorkerPath}:exclude", """{"reason":"it smells","directory":"/data/a"}""");

        Assert.Equal(new DirectoryExclusion("/data/a", "it smells"), Assert.Single(host.Workers.Worker.Asked));
        Assert.Equal("Active", JsonElement.Parse(answer).GetProperty("state").GetString());
        JsonElement told = (await host.GetAsync($"/v1/events?worker={Samples.Worker}&severity=warning")).GetProperty("items");
        Assert.Equal("WorkerExcluded", Assert.Single(told.EnumerateArray()).GetProperty("kind").GetString());
    }

    [Fact]
    public async Task ExcludedWorker_IsShownAsThat()
    {
        await using InspectionHost host = await InspectionHost.StartFilledAsync();

        await host.ChangeAsync(HttpMethod.Post, $"{WorkerPath}:exclude", """{"reason":"why"}""");

        JsonElement page = await host.GetAsync("/v1/workers?state=Excluded");
        Assert.Equal("why", page.GetProperty("items")[0].GetProperty("reason").GetString());
        Assert.Equal(1, (await host.GetAsync("/v1/cluster")).GetProperty("excludedWorkerCount").GetInt32());
    }

    [Fact]
    public async Task GoneWorkerWithData_IsAWait()
    {
        await using InspectionHost host = await InspectionHost.StartFilledAsync();
        await host.Plane.LeaveAsync(new WorkerLeave(Samples.Worker, Samples.Incarnation), default);

        JsonElement waits = await host.GetAsync("/v1/waits");

        Assert.Equal(
            ["NoWorker", "WorkerGone"], waits.GetProperty("items").EnumerateArray().Select(wait => wait.GetProperty("blocker").GetString()).Order());
    }
}
