using ShuffleOrleans.Tests.ControlPlane.Fixtures;

namespace ShuffleOrleans.Tests.ControlPlane.Claims.Reduce;

/// <summary>
/// Several workers report on their shares of several contributions in a random order, with answers lost and reports repeated. Whatever the order, each
/// attempt must stand where the reports that arrived put it, and in the end nothing must be left.
/// </summary>
public class ReportOrderTests
{
    private const int ContributionCount = 5;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task AttemptFollowsItsShares_WhateverTheOrder_AndNothingIsLeft(int seed)
    {
        Random random = new(seed);
        await using TestPlane plane = await TestPlane.StartAsync();
        TestWorker[] workers = await plane.AddWorkersAsync(3);
        TestJob job = await plane.AddJobAsync();
        List<ExpectedAttempt> expected = [];
        for (int index = 0; index < ContributionCount; index++)
        {
            expected.Add(new ExpectedAttempt(await Contribution.AllocateAsync(job, workers, index), random));
        }

        while (expected.Any(attempt => attempt.HasReports))
        {
            ExpectedAttempt[] open = [.. expected.Where(attempt => attempt.HasReports)];
            await open[random.Next(open.Length)].ReportOneAsync(random);
            foreach (ExpectedAttempt attempt in expected)
            {
                Assert.Equal(attempt.State, await attempt.Contribution.StateAsync());
                Assert.Equal(attempt.Events, await attempt.Contribution.EventsAsync());
            }
        }

        await job.UnregisterAsync();
        foreach (TestWorker worker in workers)
        {
            await worker.HeartbeatAsync();
            worker.Obey();
            Assert.Empty((await worker.HeartbeatAsync()).Release);
            Assert.Empty(worker.Stored);
            Assert.Equal(0, await plane.HeldCountAsync(worker.Id));
        }
    }

    /// <summary>What each worker is still to report of one attempt, and where that puts the attempt, told without its machine.</summary>
    private sealed class ExpectedAttempt
    {
        private readonly List<(int Share, Queue<PartitionChangeKind> Reports)> _scripts = [];
        private readonly HashSet<int> _stored = [];

        public ExpectedAttempt(Contribution contribution, Random random)
        {
            Contribution = contribution;
            for (int share = 0; share < contribution.Holders.Length; share++)
            {
                _scripts.Add((share, new Queue<PartitionChangeKind>(random.Next(8) switch
                {
                    0 => [PartitionChangeKind.Writing, PartitionChangeKind.Failed],
                    1 => [PartitionChangeKind.Writing, PartitionChangeKind.Committed, PartitionChangeKind.Lost],
                    2 => [PartitionChangeKind.Committed],
                    _ => [PartitionChangeKind.Writing, PartitionChangeKind.Committed],
                })));
            }
        }

        public Contribution Contribution { get; }

        public PartitionState State { get; private set; } = PartitionState.Allocated;

        public List<PartitionEventKind> Events { get; } = [];

        public bool HasReports => _scripts.Any(script => script.Reports.Count > 0);

        public async Task ReportOneAsync(Random random)
        {
            (int share, Queue<PartitionChangeKind> reports) = random.GetItems(_scripts.Where(script => script.Reports.Count > 0).ToArray(), 1)[0];
            PartitionChangeKind kind = reports.Dequeue();
            TestWorker worker = Contribution.Holders[share];
            _ = kind switch
            {
                PartitionChangeKind.Writing => worker.Write(Contribution.Attempt),
                PartitionChangeKind.Committed => worker.Commit(Contribution.Attempt),
                PartitionChangeKind.Failed => worker.Fail(Contribution.Attempt),
                _ => worker.Damage(Contribution.Attempt),
            };
            Expect(share, kind);
            for (int lostAnswers = random.Next(3); lostAnswers > 0; lostAnswers--)
            {
                await worker.SendAsync();
            }

            await worker.HeartbeatAsync();
        }

        private void Expect(int share, PartitionChangeKind kind)
        {
            if (State is PartitionState.Failed or PartitionState.Lost)
            {
                return;
            }

            if (kind is PartitionChangeKind.Failed or PartitionChangeKind.Lost)
            {
                bool wasCommitted = State == PartitionState.Committed;
                State = wasCommitted ? PartitionState.Lost : PartitionState.Failed;
                Events.Add(wasCommitted ? PartitionEventKind.Lost : PartitionEventKind.Failed);
            }
            else if (kind == PartitionChangeKind.Committed && _stored.Add(share) && _stored.Count == Contribution.Holders.Length)
            {
                State = PartitionState.Committed;
                Events.Add(PartitionEventKind.Committed);
            }
            else
            {
                State = PartitionState.Writing;
            }
        }
    }
}
