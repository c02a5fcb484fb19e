using ShuffleOrleans.Protocol.Inspection.Service;
using ShuffleOrleans.Tests.ControlPlane.Fixtures;

namespace ShuffleOrleans.Tests.Cluster.Inspection;

/// <summary>What is left of an operator's decisions, and of the log, when silos end.</summary>
public sealed class SurvivalTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Exclusion_OutlivesTheSiloOfItsGrain(bool isKilled)
    {
        await using TestPlane plane = await TestPlane.StartAsync(siloCount: 3);
        TestWorker[] workers = await plane.AddWorkersAsync(2);
        TestJob job = await plane.AddJobAsync();
        await plane.Plane.ExcludeWorkerAsync(workers[0].Id, "why", default);

        await plane.EndSiloOfAsync(plane.GrainOf(workers[0].Id), isKilled);
        await plane.AdvanceAsync(TimeSpan.FromSeconds(2));
        await workers[0].ReturnAsync();

        WorkerSummary known = (await plane.Plane.FindWorkerAsync(workers[0].Id, default))!;
        Assert.Equal((WorkerState.Excluded, "why"), (known.State, known.Reason));
        await workers[1].ReturnAsync();
        PartitionAllocation[] allocations = [.. await job.AllocateAsync([.. Enumerable.Range(0, 4).Select(index => job.Request(index))])];
        Assert.All(allocations, allocation => Assert.Equal(workers[1].Id, allocation.Locations[0].Worker));
    }

    [Fact]
    public async Task LogThatMoves_LetsItsReadersKnowThatTheyMissedSomething_AndGoesOn()
    {
        await using TestPlane plane = await TestPlane.StartAsync(siloCount: 3);
        TestJob before = await plane.AddJobAsync();
        EventBatch read = await plane.Plane.ReadEventsAsync(new EventQuery(After: 0), default);
        Assert.Equal(before.Id, Assert.Single(read.Items).Job);
        Task waiting = plane.Plane.WaitForEventsAsync(read.LastSequence, default);

        plane.Clock.Advance(TimeSpan.FromSeconds(1));
        await plane.EndSiloOfAsync(plane.LogOfPeople, isKilled: true);
        TestJob after = await plane.AddJobAsync();

        await waiting.WaitAsync(Patience.Limit);
        EventBatch next = await plane.Plane.ReadEventsAsync(new EventQuery(After: read.LastSequence), default);
        Assert.True(next.Missed);
        Assert.Contains(next.Items, happened => happened.Job == after.Id && happened.Kind == ServiceEventKinds.JobRegistered);
        Assert.False((await plane.Plane.ReadEventsAsync(new EventQuery(After: next.LastSequence), default)).Missed);
    }
}
