using ShuffleOrleans.Samples.BatchEngine.Jobs;
using ShuffleOrleans.Samples.BatchEngine.Scheduling;

namespace ShuffleOrleans.Tests.Samples.Scheduling;

/// <summary>A scheduler under test with what it wants done, sorted by kind, in order.</summary>
internal sealed class SchedulerBench
{
    public SchedulerBench(params int[] taskCounts)
        : this(4, taskCounts)
    {
    }

    public SchedulerBench(int maxAttempts, int[] taskCounts)
        => Scheduler = new JobScheduler([.. taskCounts.Select((count, index) => new StageSpec($"stage-{index}", count))], maxAttempts);

    public JobScheduler Scheduler { get; }

    public List<SchedulerEffect> Effects { get; } = [];

    public JobEnded? End => Effects.OfType<JobEnded>().SingleOrDefault();

    public static TaskAttempt Attempt(int stage, int index, int attempt = 0) => new(new TaskId(stage, index), attempt);

    /// <summary>Makes one call and returns what it wants deployed.</summary>
    public DeployTask[] Do(Action<JobScheduler> call)
    {
        call(Scheduler);
        IReadOnlyList<SchedulerEffect> taken = Scheduler.TakeEffects();
        Effects.AddRange(taken);
        return [.. taken.OfType<DeployTask>()];
    }

    /// <summary>Finishes the current attempt of every task of a stage that this call deployed, first attempts.</summary>
    public DeployTask[] FinishStage(int stage, int taskCount)
        => [.. Enumerable.Range(0, taskCount).SelectMany(index => Do(scheduler => Assert.True(scheduler.FinishTask(Attempt(stage, index)))))];
}
