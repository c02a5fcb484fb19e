using System.Net;
using System.Text.Json;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Errors;

namespace ShuffleOrleans.Tests.Gateway;

/// <summary>An error of the control plane reaches the client as the same error; what is not meant for clients stays in the log.</summary>
public sealed class ErrorTests
{
    private static readonly JobHeartbeat Beat = new(Samples.Job, Samples.Instance);

    public static TheoryData<ShuffleErrorCode> PublicCodes
        => [.. Enum.GetValues<ShuffleErrorCode>().Except([ShuffleErrorCode.None, ShuffleErrorCode.InternalError])];

    [Theory]
    [MemberData(nameof(PublicCodes))]
    public async Task EveryCode_RoundTrips(ShuffleErrorCode code)
    {
        await using GatewayHost host = await GatewayHost.StartAsync();
        host.Script.FailWith(new ShuffleException(code, "Job 7 met “this”; do that."));

        ShuffleException error = await Assert.ThrowsAsync<ShuffleException>(() => host.Client.HeartbeatJobAsync(Beat, default));

        Assert.Equal((code, "Job 7 met “this”; do that."), (error.Code, error.Message));
    }

    [Theory]
    [InlineData(ShuffleErrorCode.InvalidRequest, HttpStatusCode.BadRequest, false)]
    [InlineData(ShuffleErrorCode.JobNotFound, HttpStatusCode.NotFound, false)]
    [InlineData(ShuffleErrorCode.JobInstanceFenced, HttpStatusCode.Conflict, false)]
    [InlineData(ShuffleErrorCode.StaleEpoch, HttpStatusCode.Conflict, false)]
    [InlineData(ShuffleErrorCode.MessageTooLarge, HttpStatusCode.RequestEntityTooLarge, false)]
    [InlineData(ShuffleErrorCode.NoWorkerAvailable, HttpStatusCode.ServiceUnavailable, true)]
    [InlineData(ShuffleErrorCode.ControlPlaneUnavailable, HttpStatusCode.ServiceUnavailable, true)]
    [InlineData(ShuffleErrorCode.WorkerStopping, HttpStatusCode.ServiceUnavailable, false)]
    [InlineData(ShuffleErrorCode.DiskFailed, HttpStatusCode.InternalServerError, false)]
    public async Task Status_SaysTheSameAsTheCode(ShuffleErrorCode code, HttpStatusCode status, bool retryLater)
    {
        await using GatewayHost host = await GatewayHost.StartAsync(options => options.RetryAfter = TimeSpan.FromSeconds(7));
        host.Script.FailWith(new ShuffleException(code, "because"));

        using HttpResponseMessage response = await Requests.HeartbeatAsync(host);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(retryLater ? TimeSpan.FromSeconds(7) : null, response.Headers.RetryAfter?.Delta);
        JsonElement problem = await Requests.ReadProblemAsync(response);
        Assert.Equal(code.ToString(), problem.GetProperty("code").GetString());
        Assert.Equal(ShuffleErrors.AdviceFor(code).ToString(), problem.GetProperty("advice").GetString());
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.Equal("because", problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Title_IsTheCodeInWords()
    {
        await using GatewayHost host = await GatewayHost.StartAsync();
        host.Script.FailWith(new ShuffleException(ShuffleErrorCode.JobInstanceFenced, "because"));

        using HttpResponseMessage response = await Requests.HeartbeatAsync(host);

        Assert.Equal("Job instance fenced", (await Requests.ReadProblemAsync(response)).GetProperty("title").GetString());
    }

    [Fact]
    public async Task UnexpectedFailure_IsLoggedAndNotShown()
    {
        await using GatewayHost host = await GatewayHost.StartAsync();
        var bug = new InvalidOperationException("the secret at /etc/path");
        host.Script.FailWith(bug);

        using HttpResponseMessage response = await Requests.HeartbeatAsync(host);
        string body = await response.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.DoesNotContain("secret", body, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", body, StringComparison.Ordinal);
        Assert.Contains("InternalError", body, StringComparison.Ordinal);
        Assert.Same(bug, Assert.Single(host.Log.Errors));
    }

    [Fact]
    public async Task InternalError_RoundTripsWithoutItsText()
    {
        await using GatewayHost host = await GatewayHost.StartAsync();
        host.Script.FailWith(new ShuffleException(ShuffleErrorCode.InternalError, "the secret"));

        ShuffleException error = await Assert.ThrowsAsync<ShuffleException>(() => host.Client.HeartbeatJobAsync(Beat, default));

        Assert.Equal(ShuffleErrorCode.InternalError, error.Code);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
        Assert.Single(host.Log.Errors);
    }

    [Fact]
    public async Task LongPoll_OfAStoppingService_EndsAsUnavailable()
    {
        await using GatewayHost host = await GatewayHost.StartAsync();
        var asked = new TaskCompletionSource();
        host.Script.Answer = async (_, stop) =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, stop);
            return stop;
        };
        var query = new PartitionEventQuery(Samples.Job, Samples.Instance, 0, 10, TimeSpan.FromSeconds(60));
        Task<PartitionEventBatch> poll = host.Client.GetPartitionEventsAsync(query, default);
        await asked.Task;

        await host.StopServerAsync();

        Assert.Equal(ShuffleErrorCode.ControlPlaneUnavailable, (await Assert.ThrowsAsync<ShuffleException>(() => poll)).Code);
    }

    [Fact]
    public async Task ClientThatLeaves_CancelsTheCall()
    {
        await using GatewayHost host = await GatewayHost.StartAsync();
        var asked = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource();
        host.Script.Answer = async (_, stop) =>
        {
            using CancellationTokenRegistration registration = stop.Register(cancelled.SetResult);
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, stop);
            return stop;
        };
        using var leave = new CancellationTokenSource();
        Task<JobHeartbeatReply> call = host.Client.HeartbeatJobAsync(Beat, leave.Token);
        await asked.Task;

        await leave.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await cancelled.Task;
    }
}
