namespace ShuffleOrleans.Tests.Cluster.Workers;

/// <summary>Wishes of the control plane reach the worker of a silo at once, wherever its grain is.</summary>
public class WorkerAgentTests
{
    [Fact]
    public async Task Release_LetsTheWorkersOfOtherSilosReport_BeforeTheirHeartbeatIsDue()
    {
        await using WorkerCluster cluster = await WorkerCluster.StartAsync(silos: 2);
        RecordingWorker[] told = [new(), new()];
        for (int index = 0; index < told.Length; index++)
        {
            var local = cluster.LocalWorkerOf(cluster.Silos.Silos[index]);
            local.Attach(told[index]);
            await new SiloWorker(local.ControlPlane, new WorkerId(Guid.NewGuid())).RegisterAsync();
        }

        JobOfTest job = new(cluster.Grains);
        await job.RegisterAsync();
        await job.ReleaseAsync(await job.AllocateAsync(2));

        await Task.WhenAll(told.Select(worker => worker.ToldToReport)).WaitAsync(Patience.Limit);
    }
}
