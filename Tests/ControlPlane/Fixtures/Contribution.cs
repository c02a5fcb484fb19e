using ShuffleOrleans.Protocol.Frames;

namespace ShuffleOrleans.Tests.ControlPlane.Fixtures;

/// <summary>A contribution to reduce partitions and the workers that hold its shares, in the order of its locations.</summary>
internal sealed record Contribution(TestJob Job, PartitionAllocation Allocation, TestWorker[] Holders)
{
    public PartitionAttemptId Attempt => Allocation.Attempt;

    /// <summary>What all shares hold together, whatever order they were committed in.</summary>
    public PartitionReceipt Receipt => PartitionReceipt.Combine([.. Holders.Select(holder => holder.ShareReceiptOf(Attempt))]);

    /// <summary>A job on fresh workers with one contribution.</summary>
    public static async Task<Contribution> AllocateAsync(TestPlane plane, int workerCount = 3)
    {
        TestWorker[] workers = await plane.AddWorkersAsync(workerCount);
        return await AllocateAsync(await plane.AddJobAsync(), workers);
    }

    public static async Task<Contribution> AllocateAsync(TestJob job, IReadOnlyList<TestWorker> workers, int index = 0, int attempt = 0)
    {
        PartitionAllocation allocation = await job.ContributeAsync(index, attempt);
        return new(job, allocation, [.. allocation.Locations.Select(location => workers.Single(worker => worker.Id == location.Worker))]);
    }

    /// <summary>Commits these shares, and reports each at once.</summary>
    public async Task CommitAsync(params int[] shares)
    {
        foreach (int share in shares)
        {
            await Holders[share].Commit(Attempt).HeartbeatAsync();
        }
    }

    public Task CommitAllAsync() => CommitAsync([.. Enumerable.Range(0, Holders.Length)]);

    /// <summary>Lets each worker hear its orders.</summary>
    public async Task<IReadOnlyList<PartitionAttemptId>[]> OrdersAsync()
    {
        List<IReadOnlyList<PartitionAttemptId>> orders = [];
        foreach (TestWorker holder in Holders)
        {
            orders.Add((await holder.HeartbeatAsync()).Release);
        }

        return [.. orders];
    }

    /// <summary>Lets these workers hear their orders, delete and say so.</summary>
    public async Task ObeyAsync(params int[] shares)
    {
        foreach (int share in shares)
        {
            await Holders[share].HeartbeatAsync();
            Holders[share].Obey();
            await Holders[share].HeartbeatAsync();
        }
    }

    public Task<PartitionState?> StateAsync() => Job.StateOfAsync(Attempt);

    public Task<PartitionEventKind[]> EventsAsync() => Job.EventKindsAsync(Attempt);
}
