using ShuffleOrleans.ControlPlane.Facts;
using ShuffleOrleans.Tests.ControlPlane.Disks;
using ShuffleOrleans.Tests.ControlPlane.Fixtures;

namespace ShuffleOrleans.Tests.ControlPlane.Journal;

/// <summary>Contributions with shares on three workers go through all that can happen to them, and the journal holds it.</summary>
public class ReduceJournalTests
{
    private static readonly Type[] FactsOfShares =
    [
        typeof(AttemptAllocated), typeof(AttemptWriting), typeof(ShareCommitted), typeof(ShareRelocated), typeof(AttemptReleasing), typeof(ShareReleased),
        typeof(AttemptFailed), typeof(AttemptLost), typeof(AttemptForgotten), typeof(OrphansFound), typeof(ReleaseOrdered), typeof(ReleaseDone),
    ];

    /// <summary>A snapshot may be taken at any fact: whatever was restored from one is, after every later fact, what it would have been without.</summary>
    [Fact]
    public async Task SnapshotAfterEveryFact_LeadsToTheSameState()
    {
        HashSet<Type> seen = [];
        Standbys standbys = new();
        SimulatedDisk disk = new();
        await using TestPlane plane = await TestPlane.StartAsync(openDirectory: () => new FollowedDirectory(disk, facts =>
        {
            seen.UnionWith(facts.Select(fact => fact.GetType()));
            standbys.Follow(facts);
        }));
        standbys.BeginFrom(plane.Plane.State);

        await WorkAsync(plane, () =>
        {
            standbys.Check(plane.Plane.State);
            return Task.CompletedTask;
        });

        Assert.InRange(standbys.Count, 40, 200);
        Assert.All(FactsOfShares, fact => Assert.Contains(fact, seen));
    }

    [Fact]
    public async Task RestartAfterEveryStep_ReadsTheSameStateBack()
    {
        SimulatedDisk disk = new();
        int steps = 0;
        await using TestPlane plane = await TestPlane.StartAsync(openDirectory: () => disk);

        await WorkAsync(plane, async () =>
        {
            steps++;
            SimulatedDisk copy = disk.PowerOn(new Random(steps));
            await using TestPlane restarted = await TestPlane.StartAsync(openDirectory: () => copy);
            Assert.Equal(StateText.Of(plane.Plane.State), StateText.Of(restarted.Plane.State));
        });

        Assert.True(steps > 15);
    }

    private static async Task WorkAsync(TestPlane plane, Func<Task> afterEachStep)
    {
        Contribution whole = await Contribution.AllocateAsync(plane);
        TestJob job = whole.Job;
        TestWorker[] workers = whole.Holders;
        await afterEachStep();
        await FailAsync(await Contribution.AllocateAsync(job, workers, index: 1), afterEachStep);
        await LoseAsync(await Contribution.AllocateAsync(job, workers, index: 2), afterEachStep);
        foreach (TestWorker worker in workers)
        {
            await worker.Write(whole.Attempt).Commit(whole.Attempt).HeartbeatAsync();
            await afterEachStep();
        }

        workers[1].Restart();
        await workers[1].RegisterAsync();
        await afterEachStep();
        await ExpireOrphanAsync(plane, job, workers);
        await afterEachStep();
        await job.ReleaseAsync(whole.Attempt);
        foreach (int share in new[] { 2, 0, 1 })
        {
            await afterEachStep();
            await whole.ObeyAsync(share);
        }

        await afterEachStep();
        await (await Contribution.AllocateAsync(job, workers, index: 3)).CommitAsync(1);
        await workers[2].LeaveAsync();
        await afterEachStep();
        await job.UnregisterAsync();
        await afterEachStep();
    }

    private static async Task FailAsync(Contribution contribution, Func<Task> afterEachStep)
    {
        await contribution.CommitAsync(0);
        await afterEachStep();
        await contribution.Holders[1].Fail(contribution.Attempt).HeartbeatAsync();
        await afterEachStep();
        await contribution.Job.ReleaseAsync(contribution.Attempt);
        await afterEachStep();
        await contribution.ObeyAsync(0, 2);
        await afterEachStep();
    }

    private static async Task LoseAsync(Contribution contribution, Func<Task> afterEachStep)
    {
        await contribution.CommitAllAsync();
        await afterEachStep();
        await contribution.Holders[2].Damage(contribution.Attempt).HeartbeatAsync();
        await afterEachStep();
        await contribution.Job.ContributeAsync(2, attempt: 1);
        await afterEachStep();
    }

    private static async Task ExpireOrphanAsync(TestPlane plane, TestJob job, TestWorker[] workers)
    {
        DataPartitionId orphan = new(new JobId(Guid.NewGuid()), new DataSetId(Guid.NewGuid()), DataPartitionKind.Reduce, 0);
        workers[0].Store(new PartitionAttemptId(orphan, 0, 9));
        await workers[0].RegisterAsync();
        await plane.LiveAsync(plane.Options.UnknownJobGrace, [job], workers);
    }
}
