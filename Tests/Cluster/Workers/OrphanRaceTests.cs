using ShuffleOrleans.Grains.Interfaces.Workers;
using ShuffleOrleans.Tests.Cluster.Harness;

namespace ShuffleOrleans.Tests.Cluster.Workers;

/// <summary>Data of a job that comes back is claimed, whichever of the two is heard first; and it is never deleted while its job lives.</summary>
public class OrphanRaceTests
{
    private readonly FakeSilos _silos = new();
    private Func<IIncomingGrainCallContext, Task>? _before;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task JobThatRegisters_BeforeTheDirectoryHearsOfItsData_HasIt(bool atRegistration)
    {
        await using WorkerCluster cluster = await StartAsync();
        JobOfTest job = new(cluster.Grains);
        SiloWorker worker = new FakeSilo(cluster.Grains, _silos.New()).NewWorker();
        await worker.RegisterAsync();
        _before = async call =>
        {
            if (call.MethodName == nameof(IWorkerDirectoryGrain.UpdateAsync) && call.Request.GetArgument(0) is WorkerView { HasOrphans: true })
            {
                _before = null;
                await job.RegisterAsync();
            }
        };

        if (atRegistration)
        {
            await worker.RegisterAsync(job.Former(0));
        }
        else
        {
            await worker.CommitAsync(job.Former(0));
        }

        Assert.Equal(job.Former(0), Assert.Single(await job.ListAsync()).Allocation.Attempt);
    }

    [Fact]
    public async Task DataThatAJobCouldNotClaim_IsNotDeleted_WhenItsGraceEnds()
    {
        await using WorkerCluster cluster = await StartAsync();
        JobOfTest job = new(cluster.Grains);
        SiloWorker worker = new FakeSilo(cluster.Grains, _silos.New()).NewWorker();
        await worker.RegisterAsync();
        await worker.CommitAsync(job.Former(0));
        _before = call => call.MethodName == nameof(IWorkerCoordination.ClaimOrphansAsync)
            ? throw new ShuffleException(ShuffleErrorCode.ControlPlaneUnavailable, "The test fails this call.")
            : Task.CompletedTask;
        await job.RegisterAsync();
        _before = null;
        Assert.Empty(await job.ListAsync());

        cluster.Clock.Advance(cluster.Options.UnknownJobGrace);
        await cluster.GrainOf(worker.Id).CheckDeadlineAsync(CancellationToken.None);

        Assert.Empty((await worker.HeartbeatAsync()).Release);
        Assert.Equal(job.Former(0), Assert.Single(await job.ListAsync()).Allocation.Attempt);
    }

    private Task<WorkerCluster> StartAsync() => WorkerCluster.StartAsync(
        liveness: _silos,
        configure: silo => silo.AddIncomingGrainCallFilter(async call =>
        {
            await (_before?.Invoke(call) ?? Task.CompletedTask);
            await call.Invoke();
        }));
}
