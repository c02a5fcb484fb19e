using Orleans.Configuration;
using Orleans.TestingHost;
using ShuffleOrleans.Grains.Interfaces.Partitions;

namespace ShuffleOrleans.Tests.Cluster.Workers;

/// <summary>Real silos die, and Orleans' membership alone says so.</summary>
public class SiloDeathTests
{
    private readonly TaskCompletionSource _told = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task WritingAttemptsFail_AndCommittedOnesMove_WhenTheWorkerReturnsFromANewSilo()
    {
        await using WorkerCluster cluster = await StartAsync();
        (SiloWorker worker, JobOfTest job, PartitionAttemptId committed, PartitionAttemptId writing) = await DieAsync(cluster);

        Assert.Equal(PartitionState.Failed, await job.StateOfAsync(writing));
        Assert.Equal(PartitionState.Committed, await job.StateOfAsync(committed));
        Assert.True((await cluster.GrainOf(worker.Id).GetViewAsync(CancellationToken.None))!.IsGone);

        SiloWorker returned = new(cluster.LocalWorkerOf(cluster.Silos.Silos[0]).ControlPlane, worker.Id);
        await returned.RegisterAsync(committed);

        PartitionStatus status = (await job.ListAsync()).Single(status => status.Allocation.Attempt == committed);
        Assert.Equal(PartitionState.Committed, status.State);
        Assert.Equal(returned.Location, Assert.Single(status.Allocation.Locations));
    }

    [Fact]
    public async Task CommittedAttemptsAreLost_WhenTheWorkerStaysAway()
    {
        await using WorkerCluster cluster = await StartAsync();
        (SiloWorker worker, JobOfTest job, PartitionAttemptId committed, _) = await DieAsync(cluster);

        cluster.Clock.Advance(cluster.Options.WorkerRecoveryWindow);
        await cluster.GrainOf(worker.Id).CheckDeadlineAsync(CancellationToken.None);

        Assert.Equal(PartitionState.Lost, await job.StateOfAsync(committed));
        Assert.Contains(PartitionEventKind.Lost, await job.EventsOfAsync(committed));
        Assert.Null(await cluster.ViewAsync(worker.Id));
    }

    [Fact]
    public async Task SiloThatJustJoined_IsNotTakenForDead()
    {
        await using WorkerCluster cluster = await WorkerCluster.StartAsync(silos: 2);
        InProcessSiloHandle joined = await cluster.Silos.StartAdditionalSiloAsync().WaitAsync(Patience.Limit);
        await new SiloWorker(cluster.LocalWorkerOf(joined).ControlPlane, new WorkerId(Guid.NewGuid())).RegisterAsync();
    }

    private async Task<(SiloWorker Worker, JobOfTest Job, PartitionAttemptId Committed, PartitionAttemptId Writing)> DieAsync(WorkerCluster cluster)
    {
        InProcessSiloHandle victim = cluster.Silos.Silos[2];
        SiloWorker worker = new(cluster.LocalWorkerOf(victim).ControlPlane, new WorkerId(Guid.NewGuid()));
        await worker.RegisterAsync();
        JobOfTest job = new(cluster.Grains);
        await job.RegisterAsync();
        PartitionAttemptId[] attempts = await job.AllocateAsync(2);
        await worker.CommitAsync(attempts[0]);

        await cluster.Silos.KillSiloAsync(victim).WaitAsync(Patience.Limit);

        await _told.Task.WaitAsync(Patience.Limit);
        return (worker, job, attempts[0], attempts[1]);
    }

    private Task<WorkerCluster> StartAsync() => WorkerCluster.StartAsync(
        silos: 3,
        configure: silo =>
        {
            silo.Configure<ClusterMembershipOptions>(membership =>
            {
                membership.ProbeTimeout = membership.MinProbeTimeout = membership.MaxProbeTimeout = TimeSpan.FromMilliseconds(500);
                membership.NumMissedProbesLimit = 2;
            });
            silo.AddIncomingGrainCallFilter(async call =>
            {
                await call.Invoke();
                if (call.MethodName == nameof(IPartitionGrain.WorkerGoneAsync))
                {
                    _told.TrySetResult();
                }
            });
        });
}
