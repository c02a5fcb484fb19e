using Microsoft.Extensions.Logging.Abstractions;
using ShuffleOrleans.Client.Orleans.ControlPlane;
using ShuffleOrleans.Client.Orleans.Settings;
using ShuffleOrleans.Grains.Interfaces.Workers;
using ShuffleOrleans.Tests.Cluster.Contracts;
using ShuffleOrleans.Tests.Cluster.Partitions;

namespace ShuffleOrleans.Tests.Cluster.Jobs;

/// <summary>
/// A storage whose errors no silo can send to another: whoever calls hears that the control plane is away for now, wherever the grain was to be activated.
/// </summary>
public sealed class StorageErrorTests(GrainCluster cluster) : IClassFixture<GrainCluster>, IDisposable
{
    public void Dispose() => cluster.Heal();

    [Fact]
    public async Task JobThatCannotBeRead_IsUnavailable()
    {
        await using OrleansShuffleControlPlane client = Client();
        cluster.Storage.FailRead = _ => new ForeignException("The database is away.");

        Task[] calls = [.. Enumerable.Range(0, 8).Select(_ => UnavailableAsync(() => client.HeartbeatJobAsync(
            new JobHeartbeat(new JobId(Guid.NewGuid()), new JobInstanceId(Guid.NewGuid())), default)))];

        await Task.WhenAll(calls);
    }

    [Fact]
    public async Task GroupThatCannotBeRead_MakesItsJobUnavailable()
    {
        await using OrleansShuffleControlPlane client = Client();
        GroupScene scene = await GroupScene.SetAsync(cluster);
        GrainId directory = cluster.Grains.GetGrain<IWorkerDirectoryGrain>(0).GetGrainId();
        cluster.Storage.FailRead = grain => grain == directory ? null : new ForeignException("The database is away.");

        Task[] calls = [.. Enumerable.Range(0, 8).Select(index => UnavailableAsync(() => client.AllocatePartitionsAsync(
            scene.AllocationOf(index * PartitionGroupId.Size), default)))];

        await Task.WhenAll(calls);
    }

    private OrleansShuffleControlPlane Client() => new(
        cluster.Grains,
        new OrleansShuffleControlPlaneOptions { RetryFor = TimeSpan.Zero, CallTimeout = TimeSpan.FromSeconds(30) },
        TimeProvider.System,
        new Random(1),
        NullLoggerFactory.Instance);

    private static async Task UnavailableAsync(Func<Task> call)
    {
        ShuffleException error = await Assert.ThrowsAsync<ShuffleException>(call);
        Assert.True(error.Code == ShuffleErrorCode.ControlPlaneUnavailable, error.ToString());
    }
}
