using ShuffleOrleans.Protocol.Storage;
using ShuffleOrleans.Tests.ControlPlane.Fixtures;

namespace ShuffleOrleans.Tests.ControlPlane.Claims;

public class StorageChoiceTests
{
    private static readonly StorageChoice Safe = new(Durability.Fsync, DiskKind.Ssd);
    private static readonly StorageChoice Fast = new(Durability.Memory, null);

    [Fact]
    public async Task Choice_IsHandedOut_WithEveryAllocationAndListing()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        await plane.AddWorkerAsync();
        TestJob job = await AddJobAsync(plane, Safe);

        IReadOnlyList<PartitionAllocation> allocations = await job.AllocateAsync(job.Request(0), job.Contribution(0));

        Assert.All(allocations, allocation => Assert.Equal(Safe, allocation.Storage));
        Assert.All(await job.ListAsync(), status => Assert.Equal(Safe, status.Allocation.Storage));
    }

    [Fact]
    public async Task NoChoice_IsThePageCache_OnAnyDisk()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        await plane.AddWorkerAsync();
        TestJob job = await plane.AddJobAsync();

        Assert.Equal(new StorageChoice(Durability.PageCache, null), (await job.AllocateAsync(job.Request(0)))[0].Storage);
    }

    [Fact]
    public async Task Takeover_ChoosesAnew_AndTheSameInstanceDoesNot()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        await plane.AddWorkerAsync();
        TestJob job = await AddJobAsync(plane, Safe);
        await job.AllocateOneAsync(0);

        await job.RegisterAsync(storage: Fast);
        Assert.Equal(Safe, (await job.AllocateAsync(job.Request(0)))[0].Storage);
        job.Restart();
        await job.RegisterAsync(storage: Fast);

        Assert.Equal([Fast, Fast], (await job.AllocateAsync(job.Request(0), job.Request(1))).Select(allocation => allocation.Storage));
    }

    [Fact]
    public async Task Choice_SurvivesARestart()
    {
        await using TestPlane plane = await TestPlane.StartDurableAsync();
        await plane.AddWorkerAsync();
        TestJob job = await AddJobAsync(plane, Safe);
        for (int index = 0; index < 20; index++)
        {
            await job.AllocateOneAsync(index);
        }

        await plane.RestartAsync();

        IReadOnlyList<PartitionStatus> list = await job.ListAsync();
        Assert.Equal(20, list.Count);
        Assert.All(list, status => Assert.Equal(Safe, status.Allocation.Storage));
    }

    [Fact]
    public async Task WorkersWithThePreferredDisk_AreChosen_WhileOneOfThemHasRoom()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        TestWorker[] workers = await plane.AddWorkersAsync(4);
        await SetDisksAsync(workers[0], Disk(DiskKind.Hdd));
        await SetDisksAsync(workers[1], Disk(DiskKind.Hdd), Disk(DiskKind.Ssd, healthy: false));
        await SetDisksAsync(workers[2], Disk(DiskKind.Hdd), Disk(DiskKind.Ssd, usableBytes: 0));
        await SetDisksAsync(workers[3], Disk(DiskKind.Hdd), Disk(DiskKind.Ssd));
        TestJob job = await AddJobAsync(plane, Safe);

        Assert.All(await AllocateAsync(job, first: 0), worker => Assert.Equal(workers[3].Id, worker));
        await SetDisksAsync(workers[3], Disk(DiskKind.Hdd));
        Assert.Equal(workers.Select(worker => worker.Id), (await AllocateAsync(job, first: 10)).Distinct().Order(Comparer<WorkerId>.Create(ById)));
    }

    [Fact]
    public async Task JobWithoutPreference_UsesEveryWorker()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        TestWorker[] workers = await plane.AddWorkersAsync(2);
        await SetDisksAsync(workers[0], Disk(DiskKind.Hdd));

        Assert.Equal(2, (await AllocateAsync(await AddJobAsync(plane, Fast), first: 0)).Distinct().Count());
    }

    [Fact]
    public async Task HomeOfADataSet_StaysHome_WhenItsPreferredDiskIsFull()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        TestWorker[] workers = await plane.AddWorkersAsync(3);
        await SetDisksAsync(workers[0], Disk(DiskKind.Hdd));
        Contribution first = await Contribution.AllocateAsync(await AddJobAsync(plane, Safe), workers);
        Assert.Equal(workers[1..], first.Holders);

        await SetDisksAsync(workers[1], Disk(DiskKind.Hdd), Disk(DiskKind.Ssd, usableBytes: 0));
        Assert.Equal(workers[1..], (await Contribution.AllocateAsync(first.Job, workers, index: 1)).Holders);
        await workers[2].LeaveAsync();

        Assert.Equal([workers[1], workers[0]], (await Contribution.AllocateAsync(first.Job, workers, index: 2)).Holders);
    }

    private static async Task<TestJob> AddJobAsync(TestPlane plane, StorageChoice storage)
    {
        TestJob job = new(plane, new JobId(Guid.NewGuid()));
        await job.RegisterAsync(storage: storage);
        return job;
    }

    private static async Task<WorkerId[]> AllocateAsync(TestJob job, int first)
        => [.. (await job.AllocateAsync([.. Enumerable.Range(first, 10).Select(index => job.Request(index))])).Select(a => a.Locations[0].Worker)];

    private static DiskLoad Disk(DiskKind kind, long usableBytes = 1L << 40, bool healthy = true) => new($"/{kind}", kind, usableBytes, 0, healthy);

    private static Task<WorkerHeartbeatReply> SetDisksAsync(TestWorker worker, params DiskLoad[] disks)
    {
        worker.Load = worker.Load with { Disks = disks };
        return worker.HeartbeatAsync();
    }

    private static int ById(WorkerId left, WorkerId right) => left.Value.CompareTo(right.Value);
}
