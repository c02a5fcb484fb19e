namespace ShuffleOrleans.Tests.Cluster.Processes;

/// <summary>A silo dies without a word in the middle of a job (SIGKILL), and is started again at its place, or not.</summary>
[Trait("Category", "EndToEnd")]
[Collection(ProcessesCollection.Name)]
public sealed class SiloDeathTests
{
    private const string Window = "--Shuffle:ControlPlane:WorkerRecoveryWindow";

    [Theory]
    [InlineData(KillMoment.Start, "map", 1)]
    [InlineData(KillMoment.Map, "map", 2)]
    [InlineData(KillMoment.Map, "reduce", 3)]
    [InlineData(KillMoment.Reduce, "map", 4)]
    [InlineData(KillMoment.End, "map", 5)]
    public async Task KilledSiloThatIsStartedAgain_JobEndsRight_AndLeavesNothing(KillMoment moment, string partitionType, int seed)
    {
        Random random = new(seed);
        await using ThreeSilos cluster = await ThreeSilos.StartAsync();
        int victim = random.Next(3);
        await using TeraSortRun job = cluster.Sort("--bytes", "64MiB", "--partition-type", partitionType);
        await ComesAsync(cluster, job, moment, random);
        await cluster.Silos[victim].KillAsync();
        await cluster.StartAgainAsync(victim);
        await job.MustSortAsync();
        await cluster.KeepsNoFilesAsync();
        await cluster.KeepsNoStateOfJobsAsync();
    }

    [Fact]
    public async Task KilledSiloThatStaysAway_ItsProducersRunAgain_AndTheJobEndsRight()
    {
        const int victim = 1;
        await using ThreeSilos cluster = await ThreeSilos.StartAsync(Window, "00:00:05");
        await using TeraSortRun job = cluster.Sort("--bytes", "64MiB", "--reducers", "16");
        await job.ReducesAsync();
        await cluster.Silos[victim].KillAsync();
        int lost = cluster.FilesOf(victim).Count;
        string[] said = await job.MustSortAsync();
        string[] told = [.. said.Where(line => line.StartsWith("The output of ", StringComparison.Ordinal))];
        Assert.Equal(lost, told.Distinct().Count());
        await cluster.KeepsNoFilesAsync(except: victim);
    }

    // After the first sign of the stage, so many files come, get their names or go, as the seed says.
    private static async Task ComesAsync(ThreeSilos cluster, TeraSortRun job, KillMoment moment, Random random)
    {
        switch (moment)
        {
            case KillMoment.Start:
                await job.Program.SaysAsync("terasort: ");
                break;
            case KillMoment.Map:
                await job.MapsAsync();
                await FileChanges.CountAsync(cluster, random.Next(1, 8));
                break;
            case KillMoment.Reduce:
                await job.ReducesAsync();
                break;
            case KillMoment.End:
                await job.Program.SaysAsync("reduce: 8/8");
                break;
        }
    }
}
