namespace ShuffleOrleans.Tests.Cluster.Processes;

/// <summary>Redis goes in the middle of a job and comes back with what it had. No silo ends.</summary>
[Trait("Category", "EndToEnd")]
[Collection(ProcessesCollection.Name)]
public sealed class RedisLossTests
{
    [Fact]
    public async Task RedisKilledAndStartedAgain_JobEndsRight()
    {
        await using ThreeSilos cluster = await ThreeSilos.StartAsync();
        await using TeraSortRun job = cluster.Sort("--bytes", "64MiB");
        await job.MapsAsync();
        await cluster.Redis.KillAsync();
        await cluster.Redis.StartAgainAsync();
        await MustEndRightAsync(cluster, job);
    }

    [Fact]
    public async Task RedisStandsStillWhileSilosSayTheyAreReady_JobEndsRight()
    {
        await using ThreeSilos cluster = await ThreeSilos.StartAsync();
        await using TeraSortRun job = cluster.Sort("--bytes", "64MiB");
        await job.ReducesAsync();
        await cluster.Redis.FreezeAsync();
        await Task.WhenAll(cluster.Silos.Select(silo => silo.SeesAsync(3)));
        await cluster.Redis.ThawAsync();
        await MustEndRightAsync(cluster, job);
    }

    private static async Task MustEndRightAsync(ThreeSilos cluster, TeraSortRun job)
    {
        await job.MustSortAsync();
        await cluster.KeepsNoFilesAsync();
        foreach (Harness.SiloProcess silo in cluster.Silos)
        {
            await silo.SeesAsync(3);
        }
    }
}
