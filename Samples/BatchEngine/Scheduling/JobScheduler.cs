using ShuffleOrleans.Samples.BatchEngine.Jobs;

namespace ShuffleOrleans.Samples.BatchEngine.Scheduling;

/// <summary>
/// Decides which task runs where and what is run again. A plain state machine: what happened comes in as a call, what is to be done goes out as <see
/// cref="SchedulerEffect"/>s; no I/O, no clock, no threads. One shell
/// owns it and makes one call at a time.
/// </summary>
/// <remarks>
/// A stage starts when the stage before it is complete. Reports of an attempt that is no longer the current one are ignored. A failed attempt, an
/// attempt whose executor died and a finished output that was lost are
/// each followed by a new attempt and charged to the task; the limit on charges bounds everything. A consumer that failed because a producer's output
/// was gone is not charged: each such failure is paid for by a
/// charge to that producer. One that failed because the place of an input did not answer is not charged either, so often at most as a service waits for it to
/// come back before it says that the input is lost.
/// </remarks>
internal sealed class JobScheduler
{
    // A reader tries for some 16 s before it fails, and a service waits 3 min for a worker: with some to spare.
    private const int MaxOutOfReachFailures = 20;

    private readonly int _maxAttempts;
    private readonly ScheduledStage[] _stages;
    private readonly List<ExecutorSlots> _executors = [];
    private List<SchedulerEffect> _effects = [];

    public JobScheduler(IReadOnlyList<StageSpec> stages, int maxAttempts)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxAttempts, 1);
        ArgumentOutOfRangeException.ThrowIfZero(stages.Count);
        _maxAttempts = maxAttempts;
        _stages = [.. stages.Select((stage, index) => new ScheduledStage(index, stage.Name, stage.TaskCount))];
    }

    /// <summary>How many attempts were started beyond the first ones.</summary>
    public int RetryCount { get; private set; }

    public bool IsEnded { get; private set; }

    /// <summary>What is to be done now, in order. Each effect is given once.</summary>
    public IReadOnlyList<SchedulerEffect> TakeEffects()
    {
        List<SchedulerEffect> taken = _effects;
        _effects = [];
        return taken;
    }

    public int CountTasks(int stage, TaskStatus status) => _stages[stage].Tasks.Count(task => task.Status == status);

    public void AddExecutor(string name, int slotCount)
    {
        _executors.Add(new ExecutorSlots(name, slotCount));
        DeployWhatCanRun();
    }

    /// <summary>The executor is gone: what ran there runs again elsewhere.</summary>
    /// <param name="name">The executor.</param>
    /// <param name="reason">One sentence for a person.</param>
    /// <param name="lostOutputs">What it held: produced again if somebody still needs it, before anything that would read it is deployed.</param>
    public void RemoveExecutor(string name, string reason, params IReadOnlyList<TaskAttempt> lostOutputs)
    {
        _executors.RemoveAll(executor => executor.Name == name);
        foreach (TaskAttempt lost in lostOutputs)
        {
            MarkLost(lost, $"its output was lost: {reason}");
        }

        foreach (ScheduledTask task in _stages.SelectMany(stage => stage.Tasks).Where(task => task.Executor == name))
        {
            task.Executor = null;
            RetryAfterFailure(task, reason);
        }

        DeployWhatCanRun();
    }

    /// <summary>An attempt succeeded.</summary>
    /// <returns>Whether its result counts; false for a stale attempt.</returns>
    public bool FinishTask(TaskAttempt attempt)
    {
        if (!IsRunning(attempt, out ScheduledTask task))
        {
            return false;
        }

        FreeSlot(task);
        task.Status = TaskStatus.Finished;
        FinishStageIfComplete(_stages[attempt.Task.Stage]);
        DeployWhatCanRun();
        return true;
    }

    /// <summary>An attempt failed by itself.</summary>
    public void FailTask(TaskAttempt attempt, string reason)
    {
        if (IsRunning(attempt, out ScheduledTask task))
        {
            FreeSlot(task);
            RetryAfterFailure(task, reason);
            DeployWhatCanRun();
        }
    }

    /// <summary>An attempt failed because the output of <paramref name="producer"/> is gone: the producer runs again, then the consumer.</summary>
    public void FailTaskForLostInput(TaskAttempt consumer, TaskAttempt producer, string reason)
    {
        if (IsRunning(consumer, out ScheduledTask task))
        {
            FreeSlot(task);
            Requeue(task);
            MarkLost(producer, reason);
            DeployWhatCanRun();
        }
    }

    /// <summary>
    /// An attempt failed because the place of an input did not answer: that comes back, or the shuffle service says that the input is gone. Until then the task
    /// runs again.
    /// </summary>
    public void FailTaskForInputOutOfReach(TaskAttempt consumer, string reason)
    {
        if (!IsRunning(consumer, out ScheduledTask task) || task.OutOfReachFailures++ >= MaxOutOfReachFailures)
        {
            FailTask(consumer, reason);
            return;
        }

        FreeSlot(task);
        Requeue(task);
        DeployWhatCanRun();
    }

    /// <summary>The shuffle service says that an output is gone.</summary>
    /// <returns>Whether that is news: false if the attempt has not finished, or is not the current one.</returns>
    public bool LoseOutput(TaskAttempt producer, string reason)
    {
        bool isNews = MarkLost(producer, reason);
        DeployWhatCanRun();
        return isNews;
    }

    private bool MarkLost(TaskAttempt producer, string reason)
    {
        ScheduledTask task = _stages[producer.Task.Stage].Tasks[producer.Task.Index];
        if (IsEnded || task.Attempt != producer.Attempt || task.Status != TaskStatus.Finished)
        {
            return false;
        }

        task.Status = TaskStatus.Lost;
        bool isNeeded = producer.Task.Stage + 1 < _stages.Length && !_stages[producer.Task.Stage + 1].IsComplete;
        if (isNeeded)
        {
            RetryAfterFailure(task, reason);
        }

        return true;
    }

    private void RetryAfterFailure(ScheduledTask task, string reason)
    {
        if (IsEnded)
        {
            return;
        }

        task.ChargedFailures++;
        if (task.ChargedFailures >= _maxAttempts)
        {
            string stage = _stages[task.Id.Stage].Name;
            End($"Task {task.Id.Index} of stage '{stage}' failed {task.ChargedFailures} times, the limit. Last reason: {reason}");
            return;
        }

        Requeue(task);
    }

    private void Requeue(ScheduledTask task)
    {
        if (HasOutput(task.Id.Stage))
        {
            _effects.Add(new ReleaseOutput(task.Current));
        }

        task.Attempt++;
        task.Status = TaskStatus.Queued;
        RetryLostInputsOf(task.Id.Stage);
    }

    /// <summary>A task of this stage is to run again: what it needs and was lost meanwhile becomes needed.</summary>
    private void RetryLostInputsOf(int stage)
    {
        if (stage == 0)
        {
            return;
        }

        foreach (ScheduledTask lost in _stages[stage - 1].Tasks.Where(task => task.Status == TaskStatus.Lost))
        {
            RetryAfterFailure(lost, "its output was lost");
        }
    }

    private void FinishStageIfComplete(ScheduledStage stage)
    {
        if (!stage.IsComplete)
        {
            return;
        }

        if (!stage.WasFinished)
        {
            stage.WasFinished = true;
            _effects.Add(new StageFinished(stage.Index));
        }

        if (stage.Index == _stages.Length - 1)
        {
            End(error: null);
        }
    }

    private void DeployWhatCanRun()
    {
        for (int index = 0; index < _stages.Length && !IsEnded; index++)
        {
            if (index > 0 && !_stages[index - 1].IsComplete)
            {
                return;
            }

            foreach (ScheduledTask task in _stages[index].Tasks.Where(task => task.Status == TaskStatus.Queued))
            {
                if (_executors.Where(executor => executor.FreeSlots > 0).MaxBy(executor => executor.FreeSlots) is not { } executor)
                {
                    return;
                }

                Deploy(task, executor);
            }
        }
    }

    private void Deploy(ScheduledTask task, ExecutorSlots executor)
    {
        ScheduledStage stage = _stages[task.Id.Stage];
        if (!stage.WasStarted)
        {
            stage.WasStarted = true;
            _effects.Add(new StageStarted(stage.Index));
        }

        executor.FreeSlots--;
        task.Executor = executor.Name;
        task.Status = TaskStatus.Running;
        RetryCount += task.Attempt > 0 ? 1 : 0;
        IReadOnlyList<TaskAttempt> inputs = stage.Index == 0 ? [] : [.. _stages[stage.Index - 1].Tasks.Select(producer => producer.Current)];
        _effects.Add(new DeployTask(task.Current, executor.Name, inputs));
    }

    public bool IsRunning(TaskAttempt attempt) => IsRunning(attempt, out _);

    private bool IsRunning(TaskAttempt attempt, out ScheduledTask task)
    {
        task = _stages[attempt.Task.Stage].Tasks[attempt.Task.Index];
        return !IsEnded && task.Attempt == attempt.Attempt && task.Status == TaskStatus.Running;
    }

    private void FreeSlot(ScheduledTask task)
    {
        if (_executors.Find(executor => executor.Name == task.Executor) is { } executor)
        {
            executor.FreeSlots++;
        }

        task.Executor = null;
    }

    private bool HasOutput(int stage) => stage < _stages.Length - 1;

    private void End(string? error)
    {
        if (!IsEnded)
        {
            IsEnded = true;
            _effects.Add(new JobEnded(error));
        }
    }
}
