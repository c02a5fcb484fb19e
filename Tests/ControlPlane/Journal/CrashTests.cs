using ShuffleOrleans.Tests.ControlPlane.Disks;
using ShuffleOrleans.Tests.ControlPlane.Fixtures;

namespace ShuffleOrleans.Tests.ControlPlane.Journal;

/// <summary>
/// The power fails at every place of a fixed piece of work, with a small journal that is begun anew again and again: whatever was answered is there
/// afterwards.
/// </summary>
public class CrashTests
{
    private const int CompactionBytes = 4096;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task PowerFailure_AtEveryPlace_KeepsEveryAnsweredCommand(int seed)
    {
        SimulatedDisk whole = new();
        await WorkUntilPowerFailsAsync(whole, new Answers());
        Assert.NotEqual("journal-0000000001.log", whole.Files.Single().Key);

        // Five seeds of stride five: every byte and every operation, once.
        for (long steps = seed; steps < whole.Steps; steps += 5)
        {
            Answers answers = new();
            SimulatedDisk disk = new(steps);
            await WorkUntilPowerFailsAsync(disk, answers);
            SimulatedDisk survivor = disk.PowerOn(new Random((int)steps));
            string onDisk = JournalText.Of(survivor);
            try
            {
                await CheckAsync(survivor, answers, steps);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException(
                    $"Seed {seed}: power failed after {steps} of {whole.Steps} steps; {answers}.\nWhat survived:\n{onDisk}\n"
                    + $"What was written:\n{JournalText.Of(disk)}",
                    e);
            }
        }
    }

    /// <summary>A snapshot may be taken at any fact: whatever was restored from one is, at every later fact, what it would have been without.</summary>
    [Fact]
    public async Task SnapshotAfterEveryFact_LeadsToTheSameState()
    {
        SimulatedDisk disk = new();
        Standbys standbys = new();
        await using TestPlane plane = await TestPlane.StartAsync(
            openDirectory: () => new FollowedDirectory(disk, standbys.Follow));
        standbys.BeginFrom(plane.Plane.State);

        await WorkAsync(plane, new Answers(), () => standbys.Check(plane.Plane.State));

        Assert.InRange(standbys.Count, 20, 100);
    }

    private static async Task WorkUntilPowerFailsAsync(SimulatedDisk disk, Answers answers)
    {
        try
        {
            await using TestPlane plane = await TestPlane.StartAsync(options => options.JournalCompactionBytes = CompactionBytes, () => disk);
            await WorkAsync(plane, answers);
        }
        catch (Exception e) when (e is IOException or ShuffleException { Code: ShuffleErrorCode.ControlPlaneUnavailable })
        {
            // The power has failed. What was answered until now is what counts.
        }
    }

    private static async Task WorkAsync(TestPlane plane, Answers answers, Action? afterEachTurn = null)
    {
        TestWorker worker = await plane.AddWorkerAsync(number: 1);
        for (int round = 0; round < 4; round++)
        {
            TestJob job = new(plane, new JobId(new Guid(round + 1, 0, 0, new byte[8])));
            await job.RegisterAsync();
            answers.Jobs.Add(job);
            afterEachTurn?.Invoke();
            answers.Allocated.Add(await job.AllocateOneAsync(0));
            afterEachTurn?.Invoke();
            answers.Allocated.Add(await job.AllocateOneAsync(1));
            afterEachTurn?.Invoke();
            PartitionAttemptId attempt = answers.Allocated[^1];
            await worker.Commit(attempt).HeartbeatAsync();
            answers.Committed.Add(attempt);
            afterEachTurn?.Invoke();
            if (round % 2 == 0)
            {
                answers.Ending = job;
                await job.UnregisterAsync();
                answers.Ended.Add(job.Id);
                afterEachTurn?.Invoke();
            }
        }
    }

    private static async Task CheckAsync(SimulatedDisk disk, Answers answers, long steps)
    {
        await using TestPlane plane = await TestPlane.StartAsync(openDirectory: () => disk);
        foreach (TestJob job in answers.Jobs.Where(job => job != answers.Ending || answers.Ended.Contains(job.Id)))
        {
            Assert.True(answers.Ended.Contains(job.Id) == (plane.Plane.State.Job(job.Id) is null), $"Job {job.Id}, power failed after {steps} steps.");
        }

        foreach (PartitionAttemptId attempt in answers.Allocated.Where(attempt => plane.Plane.State.Job(attempt.Partition.Job) is not null))
        {
            PartitionState? state = plane.Plane.State.PartitionOrBlank(attempt.Partition).Find(attempt)?.State;
            Assert.True(state is not null, $"{attempt} is forgotten, power failed after {steps} steps.");
            Assert.True(!answers.Committed.Contains(attempt) || state == PartitionState.Committed, $"{attempt} is {state}, power failed after {steps} steps.");
        }

        long highest = answers.Allocated.Select(attempt => attempt.Epoch).DefaultIfEmpty(0).Max();
        Assert.True(plane.Plane.State.HighestEpoch >= highest, $"Epoch {highest} would be given twice, power failed after {steps} steps.");
    }

    private sealed class Answers
    {
        public List<TestJob> Jobs { get; } = [];

        public List<PartitionAttemptId> Allocated { get; } = [];

        public List<PartitionAttemptId> Committed { get; } = [];

        public HashSet<JobId> Ended { get; } = [];

        // Asked to end; whether it has is known only once that is answered.
        public TestJob? Ending { get; set; }

        public override string ToString()
            => $"{Jobs.Count} registrations, {Allocated.Count} allocations, {Committed.Count} commits and {Ended.Count} ends were answered";
    }
}
