namespace ShuffleOrleans.Tests.Cluster.Processes;

/// <summary>Silos that are asked to end while a job runs (SIGTERM), and started again.</summary>
[Trait("Category", "EndToEnd")]
[Collection(ProcessesCollection.Name)]
public sealed class RestartTests
{
    [Fact]
    public async Task RollingRestartInTheMiddleOfAJob_JobEndsRight_AndLeavesNothing()
    {
        await using ThreeSilos cluster = await ThreeSilos.StartAsync();
        await using TeraSortRun job = cluster.Sort("--bytes", "128MiB");
        await job.MapsAsync();
        for (int index = 0; index < cluster.Silos.Count; index++)
        {
            await cluster.Silos[index].StopAsync();
            await cluster.StartAgainAsync(index);
            await Task.WhenAll(cluster.Silos.Select(silo => silo.SeesAsync(3)));
        }

        await job.MustSortAsync();
        await cluster.KeepsNoFilesAsync();
    }

    [Fact]
    public async Task ClientWithTwoGateways_SurvivesTheLossOfEither()
    {
        await using ThreeSilos cluster = await ThreeSilos.StartAsync();
        string gateways = string.Join(',', cluster.Silos.Take(2).Select(silo => $"127.0.0.1:{silo.Place.GatewayPort}"));
        for (int index = 0; index < 2; index++)
        {
            await using TeraSortRun job = TeraSortRun.Start(gateways, cluster.Directory, "--bytes", "64MiB");
            await job.MapsAsync();
            await cluster.Silos[index].KillAsync();
            await cluster.StartAgainAsync(index);
            await job.MustSortAsync();
        }

        await cluster.KeepsNoFilesAsync();
    }
}
