namespace ShuffleOrleans.Tests.Cluster.Processes;

/// <summary>The engine's processes die on a cluster: executors, and the JobMaster with its driver.</summary>
[Trait("Category", "EndToEnd")]
[Collection(ProcessesCollection.Name)]
public sealed class ClientDeathTests
{
    [Theory]
    [InlineData("map")]
    [InlineData("reduce")]
    public async Task KilledExecutor_IsReplaced_AndNothingOfTheJobIsLeft(string stage)
    {
        await using ThreeSilos cluster = await ThreeSilos.StartAsync();
        await using TeraSortRun job = cluster.Sort("--bytes", "16MiB", "--fault", $"kill-executor:{stage}");
        await job.MustSortAsync();
        await cluster.KeepsNoFilesAsync();
    }

    [Fact]
    public async Task KilledJobMaster_ItsJobExpires_AndNothingOfItIsLeft()
    {
        await using ThreeSilos cluster = await ThreeSilos.StartAsync(
            "--Shuffle:ControlPlane:JobHeartbeatTimeout", "00:00:06", "--Shuffle:ControlPlane:JobHeartbeatInterval", "00:00:02");
        await using (TeraSortRun job = cluster.Sort("--bytes", "64MiB"))
        {
            await job.ReducesAsync();
            // Killed here, its children as well: nobody says goodbye.
        }

        await cluster.KeepsNoFilesAsync();
        await cluster.KeepsNoStateOfJobsAsync();
    }
}
