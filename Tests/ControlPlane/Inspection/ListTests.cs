using ShuffleOrleans.ControlPlane.Facts;
using ShuffleOrleans.ControlPlane.Inspection;
using ShuffleOrleans.ControlPlane.Jobs;
using ShuffleOrleans.ControlPlane.Workers;
using ShuffleOrleans.Protocol.Inspection.Service;
using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.Tests.ControlPlane.Inspection;

/// <summary>The order and the filters of lists of jobs and workers.</summary>
public class ListTests
{
    private static readonly DateTimeOffset Start = new(2026, 2, 3, 4, 5, 6, TimeSpan.Zero);

    private static readonly JobSummary[] Jobs =
    [
        Job(1, "beta", Start, bytes: 5, attempts: 1),
        Job(2, "Alpha", null, bytes: 9, attempts: 2),
        Job(3, "alphabet", Start + TimeSpan.FromSeconds(1), bytes: 5, attempts: 3),
    ];

    private static readonly WorkerSummary[] Workers =
    [
        Worker(1, WorkerState.Active, 10, 1),
        Worker(2, WorkerState.Gone, 30, 2),
        Worker(3, WorkerState.Active, 20, 2),
    ];

    [Theory]
    [InlineData(JobSort.Name, false, new[] { 2, 3, 1 })]
    [InlineData(JobSort.Name, true, new[] { 1, 3, 2 })]
    [InlineData(JobSort.Bytes, true, new[] { 2, 1, 3 })]
    [InlineData(JobSort.Partitions, true, new[] { 3, 2, 1 })]
    [InlineData(JobSort.RegisteredAt, false, new[] { 1, 3, 2 })]
    [InlineData(JobSort.RegisteredAt, true, new[] { 3, 1, 2 })]
    public void Jobs_AreOrdered(JobSort sort, bool descending, int[] expected)
        => Assert.Equal(expected.Select(RandomAttempts.IdOf), JobSelection.Of(Jobs, new JobQuery(null, sort, descending)).Items.Select(job => job.Job.Value));

    [Fact]
    public void Jobs_AreFoundByAPartOfTheirName()
    {
        Page<JobSummary> page = JobSelection.Of(Jobs, new JobQuery("ALPHA", Skip: 1, Take: 1));

        Assert.Equal((2, 1, "alphabet"), (page.TotalCount, page.Items.Count, page.Items[0].Name));
    }

    [Theory]
    [InlineData(WorkerSort.Worker, true, new[] { 3, 2, 1 })]
    [InlineData(WorkerSort.UsableBytes, false, new[] { 1, 3, 2 })]
    [InlineData(WorkerSort.Attempts, true, new[] { 2, 3, 1 })]
    public void Workers_AreOrdered(WorkerSort sort, bool descending, int[] expected) => Assert.Equal(
        expected.Select(RandomAttempts.IdOf), WorkerSelection.Of(Workers, new WorkerQuery(null, sort, descending)).Items.Select(worker => worker.Worker.Value));

    [Fact]
    public void Workers_AreFoundByState()
    {
        Page<WorkerSummary> page = WorkerSelection.Of(Workers, new WorkerQuery(WorkerState.Active, Take: 1));

        Assert.Equal((2, 1), (page.TotalCount, page.Items.Count));
    }

    private static JobSummary Job(int number, string name, DateTimeOffset? registeredAt, long bytes, int attempts)
    {
        JobRegistered registration = new(
            new JobId(RandomAttempts.IdOf(number)),
            new JobInstanceId(RandomAttempts.IdOf(9)), name, null, TimeSpan.FromMinutes(1), new StorageChoice(), 0, registeredAt);
        return JobPortrait.Of(new JobOwnership(registration, [])) with { PayloadBytes = bytes, Attempts = new StateCounts(attempts, 0, 0, 0, 0, 0) };
    }

    private static WorkerSummary Worker(int number, WorkerState state, long usableBytes, int attempts)
    {
        WorkerId id = new(RandomAttempts.IdOf(number));
        WorkerRegistered registration = new(new WorkerLocation(id, new WorkerIncarnationId(RandomAttempts.IdOf(number)), "host", 7000), "rack");
        return WorkerPortrait.Of(new WorkerMachine(registration), "node", attempts)
            with
        { State = state, UsableBytes = usableBytes };
    }
}
