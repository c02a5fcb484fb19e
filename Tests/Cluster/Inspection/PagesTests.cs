using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Inspection.Service;
using ShuffleOrleans.Tests.ControlPlane.Fixtures;

namespace ShuffleOrleans.Tests.Cluster.Inspection;

/// <summary>Pages over many groups of partitions, against a way that anybody can check: list all, filter, sort, cut.</summary>
public sealed class PagesTests
{
    private const int Queries = 60;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Page_IsWhatFilteringSortingAndCuttingGives(int seed)
    {
        Random random = new(seed);
        await using TestPlane plane = await TestPlane.StartAsync(siloCount: 2);
        TestWorker[] workers = await plane.AddWorkersAsync(2);
        TestJob[] jobs = [await FillAsync(plane, workers, random, 400), await FillAsync(plane, workers, random, 150)];
        PartitionSummary[] all = await AllAsync(plane);
        Assert.Equal(550, all.Length);
        Assert.Contains(all, listed => listed.Skew > 1);

        for (int i = 0; i < Queries; i++)
        {
            PartitionQuery query = NextQuery(random, jobs, workers);
            Page<PartitionSummary> page = await plane.Plane.ListPartitionsAsync(query, default);

            PartitionSummary[] naive = Naive(all, query);
            Assert.Equal(naive.Skip(query.Skip).Take(query.Take).Select(NameOf), page.Items.Select(NameOf));
            Assert.Equal(naive.Skip(query.Skip).Take(query.Take).Select(listed => listed.Skew), page.Items.Select(listed => listed.Skew));
            Assert.Equal((naive.Length, query.Skip), (page.TotalCount, page.Skip));
        }
    }

    // Few different sizes, so that many are equal in what they are ordered by.
    private static async Task<TestJob> FillAsync(TestPlane plane, TestWorker[] workers, Random random, int partitions)
    {
        TestJob job = await plane.AddJobAsync();
        IReadOnlyList<PartitionAllocation> allocations = await job.AllocateAsync([.. Enumerable.Range(0, partitions).Select(index => job.Request(index))]);
        foreach (PartitionAllocation allocation in allocations)
        {
            TestWorker worker = workers.Single(worker => worker.Id == allocation.Locations[0].Worker);
            _ = random.Next(4) switch
            {
                0 => worker,
                1 => worker.Write(allocation.Attempt),
                _ => worker.Commit(allocation.Attempt, new PartitionReceipt(1, random.Next(1, 4), random.Next(5) * 1000, 42)),
            };
        }

        foreach (TestWorker worker in workers)
        {
            await worker.HeartbeatAsync();
        }

        return job;
    }

    private static async Task<PartitionSummary[]> AllAsync(TestPlane plane)
    {
        Page<PartitionSummary> page = await plane.Plane.ListPartitionsAsync(new PartitionQuery(null, null, [], Take: 1000), default);
        Assert.Equal(page.TotalCount, page.Items.Count);
        return [.. page.Items];
    }

    private static PartitionQuery NextQuery(Random random, TestJob[] jobs, TestWorker[] workers)
    {
        bool Maybe() => random.Next(2) == 0;
        TestJob job = jobs[random.Next(jobs.Length)];
        return new PartitionQuery(
            Maybe() ? job.Id : null,
            Maybe() ? job.DataSet : null,
            Maybe() ? [PartitionState.Committed, PartitionState.Writing] : [],
            Maybe() ? workers[random.Next(workers.Length)].Id : null,
            Maybe() ? random.Next(5000) : null,
            (PartitionSort)random.Next(6),
            Maybe(),
            random.Next(random.Next(2) == 0 ? 20 : 600),
            random.Next(1, 60));
    }

    private static PartitionSummary[] Naive(PartitionSummary[] all, PartitionQuery query)
    {
        PartitionSummary[] chosen =
        [
            .. all.Where(listed => (query.Job is null || listed.Job == query.Job)
                && (query.DataSet is null || listed.DataSet == query.DataSet)
                && (query.States.Count == 0 || query.States.Contains(listed.State))
                && (query.Worker is not { } worker || listed.Workers.Contains(worker))
                && (query.MinBytes is null || listed.PayloadBytes >= query.MinBytes)),
        ];
        PartitionSummary[] byName = [.. chosen.OrderBy(listed => listed.Job.Value).ThenBy(listed => listed.DataSet.Value).ThenBy(listed => listed.Index)];
        if (query.Sort == PartitionSort.Index)
        {
            return query.Descending ? [.. byName.Reverse()] : byName;
        }

        IOrderedEnumerable<PartitionSummary> unknownLast = byName.OrderBy(listed => ValueOf(listed, query.Sort) is null);
        return query.Descending
            ? [.. unknownLast.ThenByDescending(listed => ValueOf(listed, query.Sort))]
            : [.. unknownLast.ThenBy(listed => ValueOf(listed, query.Sort))];
    }

    private static double? ValueOf(PartitionSummary listed, PartitionSort sort) => sort switch
    {
        PartitionSort.Bytes => listed.PayloadBytes,
        PartitionSort.Frames => listed.FrameCount,
        PartitionSort.Skew => listed.Skew,
        PartitionSort.State => (int)listed.State,
        _ => -listed.AllocatedAt?.UtcTicks,
    };

    private static (JobId, DataSetId, int, int) NameOf(PartitionSummary listed) => (listed.Job, listed.DataSet, listed.Index, listed.Attempt);
}
