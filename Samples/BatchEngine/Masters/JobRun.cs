using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Samples.BatchEngine.Jobs;
using ShuffleOrleans.Samples.BatchEngine.Messages;
using ShuffleOrleans.Samples.BatchEngine.Scheduling;

namespace ShuffleOrleans.Samples.BatchEngine.Masters;

/// <summary>
/// The shell around the <see cref="JobScheduler"/> for one job: turns what executors and the shuffle service say into calls, and effects into
/// registrations, deployments and releases. All its state is touched in turns
/// (<see cref="TurnQueue"/>); only sends and registrations run beside them, each as a tracked task that reports back with a turn.
/// </summary>
internal sealed class JobRun
{
    private readonly JobSpec _job;
    private readonly IShuffleMaster _shuffleMaster;
    private readonly TurnQueue _turns;
    private readonly Action<DriverEvent> _tellDriver;
    private readonly JobScheduler _scheduler;
    private readonly JobExchanges _exchanges;
    private readonly StageLedger[] _ledgers;
    private readonly ExecutorPool _executors;
    private readonly TaskCompletionSource<string?> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskId? _taskToHold;

    public JobRun(JobSpec job, IShuffleMaster shuffleMaster, TurnQueue turns, Action<DriverEvent> tellDriver, TimeProvider time)
    {
        _job = job;
        _shuffleMaster = shuffleMaster;
        _turns = turns;
        _tellDriver = tellDriver;
        _scheduler = new JobScheduler(job.Stages, job.MaxAttempts);
        _exchanges = new JobExchanges(job, shuffleMaster);
        _executors = new ExecutorPool(turns);
        _ledgers = [.. job.Stages.Select((stage, index) => new StageLedger(stage, _exchanges.HasOutput(index), time))];
        int stageToHold = job.Stages.ToList().FindIndex(stage => stage.Name == job.KillExecutorInStage);
        _taskToHold = stageToHold < 0 ? null : new TaskId(stageToHold, 0);
    }

    /// <summary>Ends when the job does: the error, or null.</summary>
    public Task<string?> Ended => _ended.Task;

    /// <summary>Ends when <see cref="Close"/> was called and the last executor has gone.</summary>
    public Task LastExecutorGone => _executors.Emptied;

    /// <summary>In a turn: an executor joins.</summary>
    public void AddExecutor(ExecutorConnection executor)
    {
        _executors.Add(executor);
        _scheduler.AddExecutor(executor.Name, executor.SlotCount);
        CarryOutEffects();
    }

    /// <summary>In a turn: its connection has ended.</summary>
    public void RemoveExecutor(ExecutorConnection executor)
    {
        if (!_executors.Remove(executor))
        {
            return;
        }

        IReadOnlyList<TaskAttempt> lost = _exchanges.OutputsOn(executor.Name);
        if (!_scheduler.IsEnded)
        {
            Tell($"Executor {executor.Name} is gone; its tasks run again elsewhere{(lost.Count > 0 ? ", and outputs that it held are produced again" : "")}.");
        }

        _scheduler.RemoveExecutor(executor.Name, $"executor {executor.Name} was lost", lost);
        CarryOutEffects();
    }

    /// <summary>In a turn: the job is over, all executors may go.</summary>
    public void Close() => _executors.Close();

    /// <summary>In a turn: an executor said something.</summary>
    /// <exception cref="InvalidDataException">It makes no sense; the connection is to be closed.</exception>
    public void Handle(ExecutorConnection executor, EngineMessage message)
    {
        switch (message)
        {
            case ExecutorReport report:
                HandleReport(executor, report);
                break;
            case TaskFinished finished:
                if (_scheduler.FinishTask(Attempt(finished.Stage, finished.TaskIndex, finished.Attempt)))
                {
                    _ledgers[finished.Stage].Record(finished);
                    TellProgress();
                }

                break;
            case TaskFailed failed:
                HandleFailure(failed);
                break;
            case TaskHeld held:
                _tellDriver(new ExecutorHeld(executor.Name, _job.Stages[held.Stage].Name));
                break;
            default:
                throw new InvalidDataException($"Executor {executor.Name} sent {message.GetType().Name}, which only a JobMaster sends.");
        }

        CarryOutEffects();
    }

    /// <summary>In a turn: the shuffle service says that outputs are gone.</summary>
    public void LoseOutputs(IReadOnlyCollection<ResultPartitionId> partitions)
    {
        foreach (ResultPartitionId partition in partitions)
        {
            if (_exchanges.AttemptOf(partition) is { } producer)
            {
                if (_scheduler.LoseOutput(producer, "its output was lost"))
                {
                    Tell($"The output of {producer} is lost.");
                }
            }
        }

        CarryOutEffects();
    }

    /// <summary>In a turn, after the end: what the driver gets.</summary>
    public JobOutcome Outcome(string? error) => new(
        error,
        [.. _ledgers.Select(ledger => ledger.Summary())],
        error is null ? [.. _ledgers.Select(ledger => ledger.Results)] : [],
        _scheduler.RetryCount,
        _executors.CpuSeconds);

    private void HandleReport(ExecutorConnection executor, ExecutorReport report)
    {
        executor.CpuSeconds = report.CpuSeconds;
        foreach (TaskReport task in report.Tasks)
        {
            if (_scheduler.IsRunning(Attempt(task.Stage, task.TaskIndex, task.Attempt)))
            {
                _ledgers[task.Stage].Record(task);
            }
        }

        TellProgress();
    }

    private void HandleFailure(TaskFailed failed)
    {
        TaskAttempt consumer = Attempt(failed.Stage, failed.TaskIndex, failed.Attempt);
        Tell($"Failed: {consumer}: {failed.Reason}");
        if (failed.LostInput is { } lost && _exchanges.AttemptOf(lost) is { } producer)
        {
            _scheduler.FailTaskForLostInput(consumer, producer, $"its output was lost: {failed.Reason}");
        }
        else if (failed.InputIsOutOfReach)
        {
            _scheduler.FailTaskForInputOutOfReach(consumer, failed.Reason);
        }
        else
        {
            _scheduler.FailTask(consumer, failed.Reason);
        }
    }

    private void CarryOutEffects()
    {
        foreach (SchedulerEffect effect in _scheduler.TakeEffects())
        {
            switch (effect)
            {
                case DeployTask deploy:
                    Deploy(deploy);
                    break;
                case ReleaseOutput release:
                    Release(release.Attempt);
                    break;
                case StageStarted started:
                    _ledgers[started.Stage].Start();
                    break;
                case StageFinished finished:
                    _ledgers[finished.Stage].Stop();
                    break;
                case JobEnded ended:
                    _ended.TrySetResult(ended.Error);
                    break;
            }
        }
    }

    private void Deploy(DeployTask deploy)
    {
        // Inputs are looked up now: a later turn may release them.
        int stage = deploy.Attempt.Task.Stage;
        IReadOnlyList<ShuffleDescriptor> inputs = _exchanges.DescriptorsOf(deploy.Inputs);
        bool hold = _taskToHold == deploy.Attempt.Task;
        _taskToHold = hold ? null : _taskToHold;
        TaskDeployment deployment = new(
            _job.Id,
            stage,
            _job.Stages[stage].Name,
            deploy.Attempt.Task.Index,
            _job.Stages[stage].TaskCount,
            deploy.Attempt.Attempt,
            _job.Parameters,
            _job.MaxRecordBytes,
            stage > 0 ? _exchanges.DataSetOf(stage - 1) : null,
            inputs,
            Output: null,
            _exchanges.SubpartitionCount(stage),
            hold);
        ExecutorConnection executor = _executors[deploy.Executor];
        _turns.RunBeside(cancellationToken => RegisterAndSendAsync(deploy.Attempt, executor, deployment, cancellationToken));
    }

    private async Task RegisterAndSendAsync(TaskAttempt attempt, ExecutorConnection executor, TaskDeployment deployment, CancellationToken cancellationToken)
    {
        try
        {
            if (_exchanges.HasOutput(attempt.Task.Stage))
            {
                ShuffleDescriptor output = await _exchanges.RegisterAsync(attempt, executor, cancellationToken);
                await _turns.PostAsync(() => _exchanges.Add(attempt, output));
                deployment = deployment with { Output = output };
            }

            await executor.Channel.SendAsync(deployment, cancellationToken);
        }
        catch (Exception e) when (e is ShuffleException or IOException)
        {
            await _turns.PostAsync(() => HandleFailure(new TaskFailed(deployment.Stage, deployment.TaskIndex, deployment.Attempt, e.Message, LostInput: null)));
            await _turns.PostAsync(CarryOutEffects);
        }
    }

    private void Release(TaskAttempt attempt)
    {
        if (_exchanges.Remove(attempt) is { } descriptor)
        {
            _executors.Release(descriptor);
            _turns.RunBeside(async cancellationToken =>
            {
                try
                {
                    await _shuffleMaster.ReleasePartitionExternallyAsync(descriptor, cancellationToken);
                }
                catch (ShuffleException e)
                {
                    // Its data goes with the job at the latest.
                    await _turns.PostAsync(() => Tell($"The output of {attempt} could not be released now: {e.Message}"));
                }
            });
        }
    }

    private TaskAttempt Attempt(int stage, int taskIndex, int attempt)
        => stage >= 0 && stage < _job.Stages.Count && taskIndex >= 0 && taskIndex < _job.Stages[stage].TaskCount
            ? new TaskAttempt(new TaskId(stage, taskIndex), attempt)
            : throw new InvalidDataException($"The job has no task {taskIndex} in stage {stage}.");

    private void TellProgress()
        => _tellDriver(new JobProgress([.. _ledgers.Select((ledger, index) => ledger.Progress(index, _scheduler))]));

    private void Tell(string text) => _tellDriver(new TaskRetried(text));
}
