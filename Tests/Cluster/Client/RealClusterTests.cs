using Microsoft.Extensions.DependencyInjection;
using ShuffleOrleans.Client.Clusters;
using ShuffleOrleans.Client.Orleans.Access;
using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.Tests.Cluster.Client;

/// <summary>The client with a silo over sockets, and over the silo's own client.</summary>
public sealed class RealClusterTests(RealCluster cluster) : IClassFixture<RealCluster>
{
    private static readonly JobInstanceId Instance = JobInstanceId.FromGuid(Guid.NewGuid());

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Job_IsRegistered_Asked_AndEnded(bool insideTheSilo)
    {
        await using IControlPlaneConnection outside = await cluster.ConnectAsync();
        IShuffleControlPlane plane = insideTheSilo ? cluster.Silo.GetRequiredService<IShuffleControlPlane>() : outside.ControlPlane;
        JobId job = JobId.FromGuid(Guid.NewGuid());
        await plane.RegisterJobAsync(Registration(job), default);
        Assert.Equal(0, (await plane.ListPartitionsAsync(new PartitionListRequest(job, null, 0, 10), default)).TotalCount);
        await plane.UnregisterJobAsync(new JobUnregistration(job, Instance), default);

        ShuffleException error = await Assert.ThrowsAsync<ShuffleException>(() => plane.HeartbeatJobAsync(new JobHeartbeat(job, Instance), default));

        Assert.Equal(ShuffleErrorCode.JobNotFound, error.Code);
    }

    [Fact]
    public async Task WaitingQuery_HearsThroughTheStream()
    {
        await using IControlPlaneConnection waiting = await cluster.ConnectAsync();
        JobId job = JobId.FromGuid(Guid.NewGuid());
        await waiting.ControlPlane.RegisterJobAsync(Registration(job), default);
        PartitionEventQuery query = new(job, Instance, 0, 10, Patience.Limit * 2);
        Task<PartitionEventBatch> answer = waiting.ControlPlane.GetPartitionEventsAsync(query, default);

        await cluster.Silo.GetRequiredService<IShuffleControlPlane>().UnregisterJobAsync(new JobUnregistration(job, Instance), default);

        Assert.Equal(ShuffleErrorCode.JobNotFound, (await Assert.ThrowsAsync<ShuffleException>(() => answer.WaitAsync(Patience.Limit))).Code);
    }

    [Fact]
    public async Task ClientOfTheSilo_HearsTheStream()
    {
        JobId job = JobId.FromGuid(Guid.NewGuid());
        TaskCompletionSource heard = new(TaskCreationOptions.RunContinuationsAsynchronously);
        IShuffleControlPlane plane = cluster.Silo.GetRequiredService<IShuffleControlPlane>();
        await plane.RegisterJobAsync(Registration(job), default);
        ClusterAccess access = new(cluster.Silo.GetRequiredService<IClusterClient>());
        await using IAsyncDisposable subscription = await access.SubscribeToJobAsync(job, _ => heard.TrySetResult());

        await plane.UnregisterJobAsync(new JobUnregistration(job, Instance), default);

        await heard.Task.WaitAsync(Patience.Limit);
    }

    private static JobRegistrationRequest Registration(JobId job) => new(job, Instance, "test", null, null, new StorageChoice(Durability.PageCache, null));
}
