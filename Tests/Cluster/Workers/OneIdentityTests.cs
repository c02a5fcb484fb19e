using ShuffleOrleans.Tests.Cluster.Harness;
using ShuffleOrleans.Tests.ControlPlane.Fixtures;

namespace ShuffleOrleans.Tests.Cluster.Workers;

/// <summary>One worker, one process: whatever else comes with its identity.</summary>
public class OneIdentityTests
{
    private readonly FakeSilos _silos = new();

    [Fact]
    public async Task CopyOfALivingWorker_IsRefused_AndTheFirstOneStays()
    {
        await using WorkerCluster cluster = await WorkerCluster.StartAsync(liveness: _silos);
        FakeSilo silo = NewSilo(cluster);
        SiloWorker first = silo.NewWorker();
        SiloWorker copy = NewSilo(cluster).NewWorker(first.Id);
        await first.RegisterAsync();

        ShuffleException refusal = await Refused.WithAsync(ShuffleErrorCode.StaleIncarnation, () => copy.RegisterAsync());

        Assert.Contains($"{silo.SiloAddress}", refusal.Message, StringComparison.Ordinal);
        await first.HeartbeatAsync();
        Assert.Equal(first.Location, (await cluster.ViewAsync(first.Id))!.Location);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WorkerThatMoved_IsTakenIn_OnceItsFormerSiloIsDeadOrLeft(bool left)
    {
        await using WorkerCluster cluster = await WorkerCluster.StartAsync(liveness: _silos);
        FakeSilo former = NewSilo(cluster);
        FakeSilo next = NewSilo(cluster);
        SiloWorker first = former.NewWorker();
        SiloWorker moved = next.NewWorker(first.Id);
        await first.RegisterAsync();
        if (left)
        {
            await first.LeaveAsync();
        }
        else
        {
            _silos.Kill(former.SiloAddress);
        }

        await moved.RegisterAsync();

        await moved.HeartbeatAsync();
        Assert.Equal(next.SiloAddress, (await cluster.ViewAsync(first.Id))!.Silo);
    }

    private FakeSilo NewSilo(WorkerCluster cluster) => new(cluster.Grains, _silos.New());
}
