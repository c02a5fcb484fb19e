using System.Net;
using System.Net.Http.Headers;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Tests.Client.ControlPlane;

/// <summary>What is repeated, for how long, and what reaches the caller.</summary>
public sealed class HttpRetryTests
{
    // The jitter of a bound of one millisecond rounds to one millisecond.
    private static readonly TimeSpan OneMillisecond = TimeSpan.FromMilliseconds(1);
    private static readonly JobHeartbeat Beat = new(JobId.FromGuid(new Guid(1, 0, 0, new byte[8])), JobInstanceId.FromGuid(new Guid(2, 0, 0, new byte[8])));

    [Fact]
    public async Task PassingFailure_IsRepeated_AfterThePauseThatTheServiceAsksFor()
    {
        using var http = new ScriptedHttp();
        Task<JobHeartbeatReply> call = http.ControlPlane.HeartbeatJobAsync(Beat, default);
        HttpResponseMessage busy = ScriptedHttp.Problem(HttpStatusCode.ServiceUnavailable, "NoWorkerAvailable");
        busy.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(9));
        (await http.Requests.NextAsync()).Reply(busy);
        await http.Time.PassAsync(TimeSpan.FromSeconds(9));

        (await http.Requests.NextAsync()).Reply(ScriptedHttp.Answer(HttpStatusCode.OK, """{"lastEventSequence":5}"""));

        Assert.Equal(new JobHeartbeatReply(5), await call);
    }

    [Fact]
    public async Task LostConnection_IsRepeated_WithTheWholeBody()
    {
        using var http = new ScriptedHttp(options => options.FirstRetryDelay = options.MaxRetryDelay = OneMillisecond);
        Task<JobHeartbeatReply> call = http.ControlPlane.HeartbeatJobAsync(Beat, default);
        (await http.Requests.NextAsync()).Fail(new HttpRequestException("connection refused"));
        await http.Time.PassAsync(OneMillisecond);

        ScriptedCall<HttpRequestMessage, HttpResponseMessage> second = await http.Requests.NextAsync();
        string body = await second.Request.Content!.ReadAsStringAsync();
        second.Reply(ScriptedHttp.Answer(HttpStatusCode.OK, """{"lastEventSequence":5}"""));

        await call;
        Assert.Equal($$"""{"instance":"{{Beat.Instance}}"}""", body);
    }

    [Fact]
    public async Task WhenTheRetryTimeIsOver_TheLastErrorReachesTheCaller()
    {
        using var http = new ScriptedHttp(options => options.TotalRetryTime = TimeSpan.FromSeconds(8));
        Task<JobHeartbeatReply> call = http.ControlPlane.HeartbeatJobAsync(Beat, default);
        await FailAsync(TimeSpan.FromSeconds(6));
        await http.Time.PassAsync(TimeSpan.FromSeconds(6));
        await FailAsync(TimeSpan.FromSeconds(6));

        ShuffleException error = await Assert.ThrowsAsync<ShuffleException>(() => call.WaitAsync(Patience.Limit));

        Assert.Equal(ShuffleErrorCode.NoWorkerAvailable, error.Code);
        Assert.Equal(2, http.Requests.Count);

        async Task FailAsync(TimeSpan retryAfter)
        {
            HttpResponseMessage busy = ScriptedHttp.Problem(HttpStatusCode.ServiceUnavailable, "NoWorkerAvailable");
            busy.Headers.RetryAfter = new RetryConditionHeaderValue(retryAfter);
            (await http.Requests.NextAsync()).Reply(busy);
        }
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, "JobNotFound")]
    [InlineData(HttpStatusCode.Conflict, "JobInstanceFenced")]
    [InlineData(HttpStatusCode.BadRequest, "InvalidRequest")]
    [InlineData(HttpStatusCode.InternalServerError, "InternalError")]
    public async Task LastingFailure_IsNotRepeated(HttpStatusCode status, string code)
    {
        using var http = new ScriptedHttp();
        Task<JobHeartbeatReply> call = http.ControlPlane.HeartbeatJobAsync(Beat, default);

        (await http.Requests.NextAsync()).Reply(ScriptedHttp.Problem(status, code));

        ShuffleException error = await Assert.ThrowsAsync<ShuffleException>(() => call.WaitAsync(Patience.Limit));
        Assert.Equal((code, "because"), (error.Code.ToString(), error.Message));
        Assert.Equal(1, http.Requests.Count);
    }

    [Fact]
    public async Task UnreachableService_IsControlPlaneUnavailable()
    {
        using var http = new ScriptedHttp(options => options.TotalRetryTime = TimeSpan.Zero);
        Task<JobHeartbeatReply> call = http.ControlPlane.HeartbeatJobAsync(Beat, default);

        (await http.Requests.NextAsync()).Fail(new HttpRequestException("connection refused"));

        ShuffleException error = await Assert.ThrowsAsync<ShuffleException>(() => call.WaitAsync(Patience.Limit));
        Assert.Equal(ShuffleErrorCode.ControlPlaneUnavailable, error.Code);
        Assert.Contains("service.test:8080", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SilentService_IsControlPlaneUnavailable()
    {
        using var http = new ScriptedHttp(options => options.TotalRetryTime = TimeSpan.Zero);
        Task<JobHeartbeatReply> call = http.ControlPlane.HeartbeatJobAsync(Beat, default);
        await http.Requests.NextAsync();

        http.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(ShuffleErrorCode.ControlPlaneUnavailable, (await Assert.ThrowsAsync<ShuffleException>(() => call.WaitAsync(Patience.Limit))).Code);
    }

    [Fact]
    public async Task LongPoll_GetsItsWaitOnTop()
    {
        using var http = new ScriptedHttp();
        var query = new PartitionEventQuery(Beat.Job, Beat.Instance, 4, 10, TimeSpan.FromSeconds(30));
        Task<PartitionEventBatch> call = http.ControlPlane.GetPartitionEventsAsync(query, default);
        ScriptedCall<HttpRequestMessage, HttpResponseMessage> request = await http.Requests.NextAsync();

        http.Time.Advance(TimeSpan.FromSeconds(39));
        request.Reply(ScriptedHttp.Answer(HttpStatusCode.OK, """{"events":[],"missed":false,"lastSequence":4}"""));

        Assert.Equal(4, (await call).LastSequence);
    }

    [Fact]
    public async Task Cancellation_StaysCancellation_DuringTheCall()
    {
        using var http = new ScriptedHttp();
        using var cancel = new CancellationTokenSource();
        Task<JobHeartbeatReply> call = http.ControlPlane.HeartbeatJobAsync(Beat, cancel.Token);
        await http.Requests.NextAsync();

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(Patience.Limit));
    }

    [Fact]
    public async Task Cancellation_StaysCancellation_DuringAPause()
    {
        using var http = new ScriptedHttp(options => options.FirstRetryDelay = options.MaxRetryDelay = OneMillisecond);
        using var cancel = new CancellationTokenSource();
        Task<JobHeartbeatReply> call = http.ControlPlane.HeartbeatJobAsync(Beat, cancel.Token);
        (await http.Requests.NextAsync()).Fail(new HttpRequestException("connection refused"));
        await http.Time.WhenArmedAsync(OneMillisecond);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(Patience.Limit));
        Assert.Equal(1, http.Requests.Count);
    }
}
