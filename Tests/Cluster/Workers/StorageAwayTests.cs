using ShuffleOrleans.Tests.Cluster.Harness;
using ShuffleOrleans.Tests.ControlPlane.Fixtures;

namespace ShuffleOrleans.Tests.Cluster.Workers;

/// <summary>What a worker is told while nothing can be stored or read.</summary>
public class StorageAwayTests
{
    private readonly FakeSilos _silos = new();

    [Fact]
    public async Task GrainThatCannotReadItsState_IsUnavailable()
    {
        await using WorkerCluster cluster = await WorkerCluster.StartAsync(liveness: _silos);
        SiloWorker worker = new FakeSilo(cluster.Grains, _silos.New()).NewWorker();
        await worker.RegisterAsync();
        await cluster.Silos.DeactivateAsync(cluster.GrainOf(worker.Id));
        cluster.Storage.IsAway = true;

        await Refused.WithAsync(ShuffleErrorCode.ControlPlaneUnavailable, () => worker.HeartbeatAsync());

        cluster.Storage.IsAway = false;
        await Refused.WithAsync(ShuffleErrorCode.WorkerNotRegistered, () => worker.HeartbeatAsync());
        await worker.RegisterAsync();
    }

    [Fact]
    public async Task GroupThatCannotReadItsState_IsUnavailable_AndTheReportIsRepeated()
    {
        await using WorkerCluster cluster = await WorkerCluster.StartAsync(liveness: _silos);
        SiloWorker worker = new FakeSilo(cluster.Grains, _silos.New()).NewWorker();
        await worker.RegisterAsync();
        JobOfTest job = new(cluster.Grains);
        await job.RegisterAsync();
        PartitionAttemptId attempt = (await job.AllocateAsync(1))[0];
        await cluster.Silos.DeactivateAsync(cluster.Grains.GetGrain<Grains.Interfaces.Partitions.IPartitionGrain>($"{PartitionGroupId.Of(attempt.Partition)}"));
        cluster.Storage.IsAway = true;

        await Refused.WithAsync(ShuffleErrorCode.ControlPlaneUnavailable, () => worker.CommitAsync(attempt));
    }
}
