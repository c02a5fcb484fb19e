using System.Net.Sockets;
using Orleans.Runtime.Messaging;
using Orleans.Serialization;

namespace ShuffleOrleans.Tests.Cluster.Client;

/// <summary>What is repeated, for how long, and what reaches the caller.</summary>
public sealed class GrainCallTests
{
    public static TheoryData<Exception> OrleansFailures { get; } =
    [
        new SiloUnavailableException("the silo is gone"),
        new OrleansException("refused"),
        new ConnectionFailedException("no connection"),
        new GatewayTooBusyException("busy"),
        new TimeoutException("no response"),
        new ObjectDisposedException("client"),
        new SocketException(111),
        new InvalidOperationException("the storage of the grain could not be read"),
        new TaskCanceledException("the client stops"),
    ];

    [Theory]
    [MemberData(nameof(OrleansFailures), DisableDiscoveryEnumeration = true)]
    public async Task FailureOfTheCluster_IsControlPlaneUnavailable_WithItsCause(Exception cause)
    {
        await using TestClient client = new(options => options.RetryFor = TimeSpan.Zero);
        Task<JobHeartbeatReply> call = client.ControlPlane.HeartbeatJobAsync(TestClient.Beat, default);

        (await client.Calls.NextAsync()).Fail(cause);

        ShuffleException error = await Assert.ThrowsAsync<ShuffleException>(() => call.WaitAsync(Patience.Limit));
        Assert.Equal(ShuffleErrorCode.ControlPlaneUnavailable, error.Code);
        Assert.NotNull(error.InnerException);
        Assert.Contains(TestClient.Job.ToString(), error.Message, StringComparison.Ordinal);
        Assert.Equal(1, client.Calls.Count);
    }

    [Fact]
    public async Task PassingFailure_IsRepeated()
    {
        await using TestClient client = new();
        Task<JobHeartbeatReply> call = client.ControlPlane.HeartbeatJobAsync(TestClient.Beat, default);
        (await client.Calls.NextAsync()).Fail(new SiloUnavailableException("gone"));
        await client.Time.PassAsync(TestClient.Pause);
        (await client.Calls.NextAsync()).Fail(new ShuffleException(ShuffleErrorCode.NoWorkerAvailable, "none yet"));
        await client.Time.PassAsync(TestClient.Pause);

        (await client.Calls.NextAsync()).Reply(new JobHeartbeatReply(5));

        Assert.Equal(new JobHeartbeatReply(5), await call);
    }

    [Theory]
    [InlineData(ShuffleErrorCode.JobNotFound)]
    [InlineData(ShuffleErrorCode.JobInstanceFenced)]
    [InlineData(ShuffleErrorCode.InvalidRequest)]
    [InlineData(ShuffleErrorCode.StaleEpoch)]
    public async Task WhatAGrainSays_ReachesTheCaller_AndIsNotRepeated(ShuffleErrorCode code)
    {
        await using TestClient client = new();
        Task<JobHeartbeatReply> call = client.ControlPlane.HeartbeatJobAsync(TestClient.Beat, default);

        (await client.Calls.NextAsync()).Fail(new ShuffleException(code, "because"));

        ShuffleException error = await Assert.ThrowsAsync<ShuffleException>(() => call.WaitAsync(Patience.Limit));
        Assert.Equal((code, "because", 1), (error.Code, error.Message, client.Calls.Count));
    }

    [Fact]
    public async Task MisunderstoodMessage_IsInternalError_AndNotRepeated()
    {
        await using TestClient client = new();
        Task<JobHeartbeatReply> call = client.ControlPlane.HeartbeatJobAsync(TestClient.Beat, default);

        (await client.Calls.NextAsync()).Fail(new SerializerException("no codec"));

        ShuffleException error = await Assert.ThrowsAsync<ShuffleException>(() => call.WaitAsync(Patience.Limit));
        Assert.Equal((ShuffleErrorCode.InternalError, 1), (error.Code, client.Calls.Count));
    }

    [Fact]
    public async Task SilentGrain_IsAskedAgain_AfterTheTimeOfACall()
    {
        await using TestClient client = new(options => options.CallTimeout = TimeSpan.FromSeconds(7));
        Task<JobHeartbeatReply> call = client.ControlPlane.HeartbeatJobAsync(TestClient.Beat, default);
        await client.Calls.NextAsync();
        await client.Time.PassAsync(TimeSpan.FromSeconds(7));
        await client.Time.PassAsync(TestClient.Pause);

        (await client.Calls.NextAsync()).Reply(new JobHeartbeatReply(5));

        Assert.Equal(new JobHeartbeatReply(5), await call);
    }

    [Fact]
    public async Task WhenTheRetryTimeIsOver_TheLastErrorReachesTheCaller()
    {
        await using TestClient client = new(options => options.RetryFor = TestClient.Pause * 2);
        Task<JobHeartbeatReply> call = client.ControlPlane.HeartbeatJobAsync(TestClient.Beat, default);
        for (int i = 0; i < 2; i++)
        {
            (await client.Calls.NextAsync()).Fail(new SiloUnavailableException("early"));
            await client.Time.PassAsync(TestClient.Pause);
        }

        (await client.Calls.NextAsync()).Fail(new SiloUnavailableException("the last"));

        ShuffleException error = await Assert.ThrowsAsync<ShuffleException>(() => call.WaitAsync(Patience.Limit));
        Assert.Contains("the last", error.Message, StringComparison.Ordinal);
        Assert.Equal(3, client.Calls.Count);
    }

    [Fact]
    public async Task CancellationOfTheCaller_StaysCancellation()
    {
        await using TestClient client = new();
        using CancellationTokenSource cancel = new();
        Task<JobHeartbeatReply> call = client.ControlPlane.HeartbeatJobAsync(TestClient.Beat, cancel.Token);
        await client.Calls.NextAsync();

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(Patience.Limit));
    }

    [Fact]
    public async Task End_BreaksOffWhatWaits_AndNothingIsRepeated()
    {
        await using TestClient client = new();
        Task<JobHeartbeatReply> waiting = client.ControlPlane.HeartbeatJobAsync(TestClient.Beat, default);
        await client.Calls.NextAsync();

        await client.ControlPlane.DisposeAsync();

        Assert.Equal(
            ShuffleErrorCode.ControlPlaneUnavailable, (await Assert.ThrowsAsync<ShuffleException>(() => waiting.WaitAsync(Patience.Limit))).Code);
        Assert.Equal(1, client.Calls.Count);
    }

    [Fact]
    public async Task AbsentRequest_IsRefusedAtOnce()
    {
        await using TestClient client = new();
        await Assert.ThrowsAsync<ArgumentNullException>(() => client.ControlPlane.RegisterJobAsync(null!, default));
        await Assert.ThrowsAsync<ArgumentNullException>(() => client.ControlPlane.GetPartitionEventsAsync(null!, default));
        await Assert.ThrowsAsync<ArgumentNullException>(() => client.ControlPlane.UnregisterJobAsync(null!, default));
        Assert.Equal(0, client.Calls.Count);
    }
}
