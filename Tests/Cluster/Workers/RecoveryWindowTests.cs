using ShuffleOrleans.Grains.Interfaces.Workers;
using ShuffleOrleans.Tests.Cluster.Harness;

namespace ShuffleOrleans.Tests.Cluster.Workers;

/// <summary>How long a gone worker is waited for, and how its end is told.</summary>
public class RecoveryWindowTests
{
    private readonly FakeSilos _silos = new();

    [Fact]
    public async Task WindowBeginsAnew_WhenNobodyCouldReturnMeanwhile()
    {
        await using WorkerCluster cluster = await WorkerCluster.StartAsync(liveness: _silos);
        SiloWorker worker = await AddGoneAsync(cluster);
        IWorkerCoordination grain = cluster.GrainOf(worker.Id);
        await cluster.Silos.DeactivateAsync(grain);
        cluster.Clock.Advance(TimeSpan.FromDays(1));

        await grain.CheckDeadlineAsync(CancellationToken.None);
        Assert.NotNull(await grain.GetViewAsync(CancellationToken.None));

        cluster.Clock.Advance(cluster.Options.WorkerRecoveryWindow);
        await grain.CheckDeadlineAsync(CancellationToken.None);
        Assert.Null(await grain.GetViewAsync(CancellationToken.None));
        Assert.Null(await cluster.ViewAsync(worker.Id));
    }

    [Fact]
    public async Task DirectoryThatIsEnding_HearsOfADeath_WithoutWaitingForItself()
    {
        await using WorkerCluster cluster = await WorkerCluster.StartAsync(liveness: _silos);
        FakeSilo silo = new(cluster.Grains, _silos.New());
        SiloWorker worker = silo.NewWorker();
        await worker.RegisterAsync();
        TaskCompletionSource storing = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource mayStore = new(TaskCreationOptions.RunContinuationsAsynchronously);
        cluster.Storage.BeforeWrite = grain =>
        {
            storing.TrySetResult();
            return grain == cluster.GrainOf(worker.Id).GetGrainId() ? mayStore.Task : Task.CompletedTask;
        };
        _silos.Kill(silo.SiloAddress);
        Task check = cluster.Directory.CheckSilosAsync(CancellationToken.None);
        await storing.Task.WaitAsync(Patience.Limit);

        // As Orleans does when a silo dies that kept the entry of this activation: from here on it takes no new call.
        Assert.True(cluster.Silos.TryGetGrainContext(cluster.Directory.GetGrainId(), out IGrainContext? directory));
        directory.Deactivate(new DeactivationReason(DeactivationReasonCode.DirectoryFailure, "test"));
        mayStore.SetResult();

        // A circle is broken by Orleans' timeout of this call only: then it fails.
        await check.WaitAsync(Patience.Limit);
        Assert.True((await cluster.ViewAsync(worker.Id))!.IsGone);
    }

    [Theory]
    [InlineData(false, WorkerEventKind.Lost)]
    [InlineData(true, WorkerEventKind.Left)]
    public async Task Departure_IsToldAsWhatItWas(bool inOrder, WorkerEventKind expected)
    {
        await using WorkerCluster cluster = await WorkerCluster.StartAsync(liveness: _silos);
        FakeSilo silo = new(cluster.Grains, _silos.New());
        SiloWorker worker = silo.NewWorker();
        await worker.RegisterAsync();
        if (inOrder)
        {
            // Its silo ends before anybody looks: it has left all the same.
            await worker.LeaveAsync();
        }

        _silos.Kill(silo.SiloAddress);
        await cluster.Directory.CheckSilosAsync(CancellationToken.None);

        Assert.Equal(inOrder, (await cluster.ViewAsync(worker.Id))!.LeftInOrder);
        WorkerEventBatch events = await cluster.Directory.GetEventsAsync(0, CancellationToken.None);
        Assert.Equal([WorkerEventKind.Registered, expected], events.Events.Select(e => e.Kind));
    }

    private async Task<SiloWorker> AddGoneAsync(WorkerCluster cluster)
    {
        FakeSilo silo = new(cluster.Grains, _silos.New());
        SiloWorker worker = silo.NewWorker();
        await worker.RegisterAsync();
        _silos.Kill(silo.SiloAddress);
        await cluster.Directory.CheckSilosAsync(CancellationToken.None);
        return worker;
    }
}
