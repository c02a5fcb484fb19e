using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using ShuffleOrleans.Client.ControlPlane;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.ControlPlane.Http;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Tests.Client.ControlPlane;

/// <summary>Answers of proxies, of other programs and of newer services; addresses that cannot work.</summary>
public sealed class ForeignAnswerTests
{
    private const string UnknownCode = """{"title":"t","status":409,"detail":"d","code":"FromTheFuture","advice":"Never"}""";
    private const string NumericCode = """{"title":"t","status":409,"detail":"d","code":"302","advice":"Never"}""";
    private static readonly JobId Job = JobId.FromGuid(new Guid(1, 0, 0, new byte[8]));
    private static readonly JobInstanceId Instance = JobInstanceId.FromGuid(new Guid(2, 0, 0, new byte[8]));

    [Theory]
    [InlineData(HttpStatusCode.NotFound, "text/html", "<html>", ShuffleErrorCode.InvalidRequest)]
    [InlineData(HttpStatusCode.BadGateway, "text/html", "<html>", ShuffleErrorCode.ControlPlaneUnavailable)]
    [InlineData(HttpStatusCode.GatewayTimeout, "text/html", "", ShuffleErrorCode.ControlPlaneUnavailable)]
    [InlineData(HttpStatusCode.TooManyRequests, "text/plain", "slow down", ShuffleErrorCode.ControlPlaneUnavailable)]
    [InlineData(HttpStatusCode.InternalServerError, "text/plain", "", ShuffleErrorCode.InternalError)]
    [InlineData(HttpStatusCode.ServiceUnavailable, "application/problem+json", "{", ShuffleErrorCode.ControlPlaneUnavailable)]
    [InlineData(HttpStatusCode.Conflict, ControlProblem.ContentType, UnknownCode, ShuffleErrorCode.InvalidRequest)]
    [InlineData(HttpStatusCode.Conflict, ControlProblem.ContentType, NumericCode, ShuffleErrorCode.InvalidRequest)]
    [InlineData(HttpStatusCode.OK, "text/html", "<html>", ShuffleErrorCode.MalformedMessage)]
    [InlineData(HttpStatusCode.OK, "application/json", "null", ShuffleErrorCode.MalformedMessage)]
    [InlineData(HttpStatusCode.OK, "application/json", "{}", ShuffleErrorCode.MalformedMessage)]
    public async Task ForeignAnswer_IsATypedError(HttpStatusCode status, string mediaType, string body, ShuffleErrorCode code)
    {
        using var http = new ScriptedHttp(options => options.TotalRetryTime = TimeSpan.Zero);
        Task<JobHeartbeatReply> call = http.ControlPlane.HeartbeatJobAsync(new JobHeartbeat(Job, Instance), default);

        (await http.Requests.NextAsync()).Reply(ScriptedHttp.Answer(status, body, mediaType));

        Assert.Equal(code, (await Assert.ThrowsAsync<ShuffleException>(() => call.WaitAsync(Patience.Limit))).Code);
    }

    [Fact]
    public async Task NewerService_MaySayMore()
    {
        using var http = new ScriptedHttp();
        Task<JobHeartbeatReply> call = http.ControlPlane.HeartbeatJobAsync(new JobHeartbeat(Job, Instance), default);

        (await http.Requests.NextAsync()).Reply(ScriptedHttp.Answer(HttpStatusCode.OK, """{"lastEventSequence":5,"mood":"good"}"""));

        Assert.Equal(new JobHeartbeatReply(5), await call);
    }

    [Theory]
    [InlineData("http://service.test:8080/shuffle")]
    [InlineData("http://service.test:8080/shuffle/")]
    public async Task PathOfTheAddress_IsKept(string address)
    {
        using var http = new ScriptedHttp(address: address);
        Task call = http.ControlPlane.UnregisterJobAsync(new JobUnregistration(Job, Instance), default);

        ScriptedCall<HttpRequestMessage, HttpResponseMessage> request = await http.Requests.NextAsync();
        request.Reply(ScriptedHttp.Answer(HttpStatusCode.NoContent));

        await call;
        Assert.Equal($"http://service.test:8080/shuffle/v1/control/jobs/{Job}?instance={Instance}", request.Request.RequestUri?.AbsoluteUri);
    }

    [Fact]
    public void ClientWithoutAddress_IsRefused()
    {
        using var client = new HttpClient();

        ArgumentException error = Assert.Throws<ArgumentException>(() => new HttpShuffleControlPlane(
            client, new HttpShuffleControlPlaneOptions(), TimeProvider.System, new Random(1), NullLogger<HttpShuffleControlPlane>.Instance));

        Assert.Contains("base address", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WrongOptions_AreAllNamed()
    {
        var options = new HttpShuffleControlPlaneOptions
        {
            AttemptTimeout = TimeSpan.Zero,
            TotalRetryTime = -TimeSpan.FromTicks(1),
            FirstRetryDelay = TimeSpan.FromHours(1),
        };

        string message = Assert.Throws<ArgumentException>(options.Validate).Message;

        Assert.All(new[] { "AttemptTimeout", "TotalRetryTime", "FirstRetryDelay" }, name => Assert.Contains(name, message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ReleaseOfAnotherJobsAttempt_IsRefused()
    {
        using var http = new ScriptedHttp();
        var otherJob = JobId.FromGuid(new Guid(9, 0, 0, new byte[8]));
        var foreign = new PartitionAttemptId(new DataPartitionId(otherJob, DataSetId.None, DataPartitionKind.Map, 0), 0, 1);
        var request = new PartitionReleaseRequest(Job, Instance, [foreign]);

        ShuffleException error = await Assert.ThrowsAsync<ShuffleException>(() => http.ControlPlane.ReleasePartitionsAsync(request, default));

        Assert.Equal(ShuffleErrorCode.InvalidRequest, error.Code);
        Assert.Equal(0, http.Requests.Count);
    }
}
