namespace ShuffleOrleans.Tests.Cluster.Processes;

/// <summary>A silo stands still in the middle of a job (SIGSTOP), long enough for the others to give it up.</summary>
[Trait("Category", "EndToEnd")]
[Collection(ProcessesCollection.Name)]
public sealed class FrozenSiloTests
{
    private const int EndedByAbort = 134;

    [Fact]
    public async Task FrozenSilo_IsEvicted_EndsWhenItWakes_AndTheJobEndsRight()
    {
        const int victim = 0;
        await using ThreeSilos cluster = await ThreeSilos.StartAsync();
        await using TeraSortRun job = cluster.Sort("--bytes", "64MiB");
        await job.MapsAsync();
        await cluster.Silos[victim].FreezeAsync();
        await cluster.Silos[1].SeesAsync(2);
        await cluster.Silos[victim].ThawAsync();
        ProgramEnd end = await cluster.Silos[victim].Program.EndAsync();
        Assert.True(end.ExitCode == EndedByAbort, $"{end}");
        await cluster.StartAgainAsync(victim);
        await job.MustSortAsync();
        await cluster.KeepsNoFilesAsync();
    }
}
