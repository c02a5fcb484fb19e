using ShuffleOrleans.Protocol.Inspection.Service;
using ShuffleOrleans.Tests.ControlPlane.Fixtures;

namespace ShuffleOrleans.Tests.ControlPlane.Claims.Inspection;

public class ExclusionTests
{
    [Fact]
    public async Task ExcludedWorker_GetsNoNewPartitions_AndKeepsItsOwn()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        TestWorker[] workers = await plane.AddWorkersAsync(2);
        TestJob job = await plane.AddJobAsync();
        PartitionAllocation[] before = [.. await job.AllocateAsync([.. Enumerable.Range(0, 4).Select(index => job.Request(index))])];
        Assert.Contains(before, allocation => allocation.Locations[0].Worker == workers[0].Id);

        WorkerSummary? excluded = await plane.Plane.ExcludeWorkerAsync(workers[0].Id, "its fan is loud", default);

        Assert.Equal((WorkerState.Excluded, "its fan is loud", 2), (excluded!.State, excluded.Reason, excluded.Attempts));
        IReadOnlyList<PartitionAllocation> after = await job.AllocateAsync([.. Enumerable.Range(10, 4).Select(index => job.Request(index))]);
        Assert.All(after, allocation => Assert.Equal(workers[1].Id, allocation.Locations[0].Worker));
        Assert.Equal(before.Length + after.Count, (await job.ListAsync()).Count);
    }

    [Fact]
    public async Task IncludedWorker_GetsPartitionsAgain()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        TestWorker worker = await plane.AddWorkerAsync();
        TestJob job = await plane.AddJobAsync();
        await plane.Plane.ExcludeWorkerAsync(worker.Id, "", default);
        ShuffleException refusal = await Refused.WithAsync(ShuffleErrorCode.NoWorkerAvailable, () => job.AllocateOneAsync(0));
        Assert.Contains("excluded", refusal.Message, StringComparison.Ordinal);

        WorkerSummary? included = await plane.Plane.IncludeWorkerAsync(worker.Id, default);

        Assert.Equal(WorkerState.Active, included!.State);
        await job.AllocateOneAsync(0);
    }

    [Fact]
    public async Task Exclusion_OutlivesTheWorkersProcess()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        TestWorker worker = await plane.AddWorkerAsync();
        await plane.Plane.ExcludeWorkerAsync(worker.Id, "why", default);
        await worker.LeaveAsync();
        Assert.Equal(WorkerState.Gone, (await plane.Plane.FindWorkerAsync(worker.Id, default))!.State);

        worker.Restart();
        await worker.RegisterAsync();

        Assert.Equal(WorkerState.Excluded, (await plane.Plane.FindWorkerAsync(worker.Id, default))!.State);
    }

    [Fact]
    public async Task Exclusion_OutlivesTheControlPlane()
    {
        await using TestPlane plane = await TestPlane.StartDurableAsync();
        TestWorker worker = await plane.AddWorkerAsync();
        await plane.Plane.ExcludeWorkerAsync(worker.Id, "why", default);

        await plane.RestartAsync();

        WorkerSummary known = (await plane.Plane.FindWorkerAsync(worker.Id, default))!;
        Assert.Equal((WorkerState.Excluded, "why"), (known.State, known.Reason));
        await plane.Plane.IncludeWorkerAsync(worker.Id, default);
        await plane.RestartAsync();
        Assert.NotEqual(WorkerState.Excluded, (await plane.Plane.FindWorkerAsync(worker.Id, default))!.State);
    }

    [Fact]
    public async Task RepeatedExclusion_ChangesTheReason_AndTellsOnlyThen()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        TestWorker worker = await plane.AddWorkerAsync();

        await plane.Plane.ExcludeWorkerAsync(worker.Id, "one", default);
        await plane.Plane.ExcludeWorkerAsync(worker.Id, "one", default);
        await plane.Plane.ExcludeWorkerAsync(worker.Id, "two", default);
        await plane.Plane.IncludeWorkerAsync(worker.Id, default);
        await plane.Plane.IncludeWorkerAsync(worker.Id, default);

        EventBatch told = await plane.Plane.ReadEventsAsync(new EventQuery(Worker: worker.Id), default);
        Assert.Equal(
            [ServiceEventKinds.WorkerRegistered, ServiceEventKinds.WorkerExcluded, ServiceEventKinds.WorkerExcluded, ServiceEventKinds.WorkerIncluded],
            told.Items.Select(happened => happened.Kind));
    }

    [Fact]
    public async Task UnknownWorker_IsNoWorker()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        WorkerId nobody = new(Guid.NewGuid());

        Assert.Null(await plane.Plane.ExcludeWorkerAsync(nobody, "", default));
        Assert.Null(await plane.Plane.IncludeWorkerAsync(nobody, default));
    }
}
