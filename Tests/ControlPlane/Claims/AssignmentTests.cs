using ShuffleOrleans.ControlPlane.Assignment;
using ShuffleOrleans.Protocol.Storage;
using ShuffleOrleans.Tests.ControlPlane.Fixtures;

namespace ShuffleOrleans.Tests.ControlPlane.Claims;

public class AssignmentTests
{
    [Fact]
    public void RoundRobin_GoesRound_WhileWorkersComeAndGo()
    {
        RoundRobinStrategy strategy = new();
        WorkerCandidate[] workers = Candidates(1, 2, 3, 4);

        Assert.Equal([1, 2, 3, 4, 1], Enumerable.Range(0, 5).Select(_ => NumberOf(strategy.Choose(workers, null))));
        Assert.Equal([3, 4, 1], Enumerable.Range(0, 3).Select(_ => NumberOf(strategy.Choose([workers[0], workers[2], workers[3]], null))));
    }

    [Fact]
    public void Random_RepeatsWithItsSeed_AndReachesEveryWorker()
    {
        WorkerCandidate[] workers = Candidates(1, 2, 3, 4, 5);
        RandomStrategy first = new(new Random(7));
        RandomStrategy second = new(new Random(7));

        int[] chosen = [.. Enumerable.Range(0, 200).Select(_ => NumberOf(first.Choose(workers, null)))];

        Assert.Equal(chosen, Enumerable.Range(0, 200).Select(_ => NumberOf(second.Choose(workers, null))));
        Assert.Equal(5, chosen.Distinct().Count());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void FewestPartitions_NeverChoosesAFullerWorker_AndLevelsOut(int seed)
    {
        Random random = new(seed);
        FewestPartitionsStrategy strategy = new();
        WorkerCandidate[] workers = [.. Enumerable.Range(1, random.Next(1, 20)).Select(number => Candidate(number, "h", random.Next(0, 50)))];
        int highest = workers.Max(worker => worker.HeldPartitions);
        int missing = workers.Sum(worker => highest - worker.HeldPartitions);

        for (int i = 0; i < missing + (3 * workers.Length); i++)
        {
            WorkerCandidate chosen = strategy.Choose(workers, null);
            Assert.Equal(workers.Min(worker => worker.HeldPartitions), chosen.HeldPartitions);
            chosen.Assign();
        }

        Assert.All(workers, worker => Assert.Equal(highest + 3, worker.HeldPartitions));
    }

    [Fact]
    public void Locality_PrefersTheProducersHost_ElseGoesRound()
    {
        LocalityStrategy strategy = new();
        WorkerCandidate[] workers = [Candidate(1, "a", 0), Candidate(2, "b", 0), Candidate(3, "B", 0)];

        Assert.Equal([2, 3, 2], Enumerable.Range(0, 3).Select(_ => NumberOf(strategy.Choose(workers, "b"))));
        Assert.Equal([1, 2, 3, 1], Enumerable.Range(0, 4).Select(_ => NumberOf(strategy.Choose(workers, "elsewhere"))));
        Assert.Equal(2, NumberOf(strategy.Choose(workers, null)));
    }

    [Fact]
    public async Task JobsOwnStrategy_OverridesTheServices()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        await plane.AddWorkerAsync("a", 1);
        TestWorker near = await plane.AddWorkerAsync("b", 2);
        TestJob job = await plane.AddJobAsync("locality");

        IReadOnlyList<PartitionAllocation> allocations = await job.AllocateAsync([.. Enumerable.Range(0, 5).Select(index => job.Request(index, host: "b"))]);

        Assert.All(allocations, allocation => Assert.Equal(near.Location, Assert.Single(allocation.Locations)));
    }

    [Fact]
    public async Task OneRequest_IsSpreadAsSeveralWouldBe()
    {
        await using TestPlane plane = await TestPlane.StartAsync(options => options.AssignmentStrategy = "fewest-partitions");
        await plane.AddWorkerAsync("a", 1);
        await plane.AddWorkerAsync("b", 2);
        TestJob job = await plane.AddJobAsync();

        IReadOnlyList<PartitionAllocation> allocations = await job.AllocateAsync([.. Enumerable.Range(0, 10).Select(index => job.Request(index))]);

        Assert.All(allocations.CountBy(allocation => allocation.Locations[0].Worker), count => Assert.Equal(5, count.Value));
    }

    [Fact]
    public async Task UnknownStrategy_IsRefused_WithTheKnownNames()
    {
        await using TestPlane plane = await TestPlane.StartAsync();

        ShuffleException error = await Refused.WithAsync(ShuffleErrorCode.InvalidRequest, () => plane.AddJobAsync("nearest"));

        Assert.All(
            ["nearest", "round-robin", "random", "fewest-partitions", "locality"],
            name => Assert.Contains(name, error.Message, StringComparison.Ordinal));
        Assert.Equal(0, await plane.JobCountAsync());
    }

    [Fact]
    public async Task Filter_LeavesOut_FullBrokenStoppingAndGoneWorkers()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        TestWorker full = await plane.AddWorkerAsync();
        TestWorker broken = await plane.AddWorkerAsync();
        TestWorker stopping = await plane.AddWorkerAsync();
        TestWorker gone = await plane.AddWorkerAsync();
        TestWorker fit = await plane.AddWorkerAsync();
        full.Load = full.Load with { Disks = [new DiskLoad("/a", DiskKind.Hdd, 0, 100, true), new DiskLoad("/b", DiskKind.Hdd, 100, 100, false)] };
        broken.Load = broken.Load with { Disks = [] };
        stopping.Load = stopping.Load with { AcceptsWrites = false };
        await Task.WhenAll(full.HeartbeatAsync(), broken.HeartbeatAsync(), stopping.HeartbeatAsync(), gone.LeaveAsync());
        TestJob job = await plane.AddJobAsync();

        IReadOnlyList<PartitionAllocation> allocations = await job.AllocateAsync([.. Enumerable.Range(0, 20).Select(index => job.Request(index))]);

        Assert.All(allocations, allocation => Assert.Equal(fit.Id, allocation.Locations[0].Worker));
    }

    private static WorkerCandidate[] Candidates(params int[] numbers) => [.. numbers.Select(number => Candidate(number, "h", 0))];

    private static WorkerCandidate Candidate(int number, string host, int held)
        => new(new WorkerLocation(new WorkerId(new Guid(number, 0, 0, new byte[8])), new WorkerIncarnationId(Guid.NewGuid()), host, 7000), held);

    private static int NumberOf(WorkerCandidate candidate)
        => (int)(uint)System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(candidate.Location.Worker.Value.ToByteArray());
}
