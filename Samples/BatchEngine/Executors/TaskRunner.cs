using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Client.Records;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Samples.BatchEngine.Jobs;
using ShuffleOrleans.Samples.BatchEngine.Messages;

namespace ShuffleOrleans.Samples.BatchEngine.Executors;

/// <summary>
/// Runs one attempt from its deployment to its report: makes writer and gate, calls the function, commits. Whatever is opened here is closed here.
/// Shared by the slots of an executor; keeps no state.
/// </summary>
internal sealed class TaskRunner(IShuffleEnvironment environment, TaskFunctionFactory functions, string workDirectory)
{
    /// <summary>Runs the attempt.</summary>
    /// <param name="task">The attempt.</param>
    /// <param name="beforeCommit">Awaited when all is done but the commit.</param>
    /// <param name="cancellationToken">The executor ends.</param>
    /// <returns>What to tell the JobMaster: <see cref="TaskFinished"/> or <see cref="TaskFailed"/>.</returns>
    public async Task<EngineMessage> RunAsync(RunningTask task, Func<CancellationToken, Task> beforeCommit, CancellationToken cancellationToken)
    {
        TaskDeployment deployment = task.Deployment;
        try
        {
            return await RunFunctionAsync(task, beforeCommit, cancellationToken);
        }
        catch (PartitionException e) when (e is PartitionNotFoundException || IsGoneWithItsExecutor(e, deployment))
        {
            return Failed(deployment, e, e.Partition);
        }
        catch (PartitionException e) when (IsInputOutOfReach(e, deployment))
        {
            return Failed(deployment, e, lostInput: null) with { InputIsOutOfReach = true };
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // A task function may fail in any way; the JobMaster decides what follows.
            return Failed(deployment, e, lostInput: null);
        }
    }

    private async Task<TaskFinished> RunFunctionAsync(RunningTask task, Func<CancellationToken, Task> beforeCommit, CancellationToken cancellationToken)
    {
        TaskDeployment deployment = task.Deployment;
        ShuffleIOOwnerContext owner = new(deployment.Job, $"{deployment.StageName}-{deployment.TaskIndex}", deployment.Attempt);
        await using IInputGate? gate = CreateGate(owner, deployment);
        await using IResultPartitionWriter? writer = CreateWriter(owner, deployment);
        await (gate?.SetupAsync(cancellationToken) ?? ValueTask.CompletedTask);
        await (writer?.SetupAsync(cancellationToken) ?? ValueTask.CompletedTask);
        using RecordReader? reader = gate is null ? null : new RecordReader(gate, deployment.MaxRecordBytes);
        RecordWriter? records = writer is null ? null : new RecordWriter(writer, deployment.MaxRecordBytes);

        ITaskFunction function = functions(deployment.StageName, deployment.Parameters);
        string result = await function.RunAsync(task.Begin(workDirectory, reader, records), cancellationToken);
        await beforeCommit(cancellationToken);
        long storedBytes = writer is null ? 0 : (await writer.FinishAsync(cancellationToken)).PayloadBytes;
        return new TaskFinished(deployment.Stage, deployment.TaskIndex, deployment.Attempt, result, task.Counters, storedBytes);
    }

    private IInputGate? CreateGate(ShuffleIOOwnerContext owner, TaskDeployment deployment)
    {
        if (deployment.InputDataSet is not { } dataSet)
        {
            return null;
        }

        InputGateDeploymentDescriptor gate = new(dataSet, SubpartitionRange.Single(deployment.TaskIndex), deployment.Inputs);
        return environment.CreateInputGates(owner, [gate])[0];
    }

    private IResultPartitionWriter? CreateWriter(ShuffleIOOwnerContext owner, TaskDeployment deployment)
        => deployment.Output is { } output
            ? environment.CreateResultPartitionWriters(owner, [new ResultPartitionDeploymentDescriptor(output, deployment.SubpartitionCount)])[0]
            : null;

    // What an executor holds itself is as good as lost when the executor does not answer: a service's worker comes back with its data, an executor does not.
    private static bool IsGoneWithItsExecutor(PartitionException error, TaskDeployment deployment)
        => IsInputOutOfReach(error, deployment)
            && deployment.Inputs.Any(input => input.ResultPartition == error.Partition && input.StoresLocalResourcesOn is not null);

    private static bool IsInputOutOfReach(PartitionException error, TaskDeployment deployment)
        => error.Code is ShuffleErrorCode.ConnectFailed or ShuffleErrorCode.ConnectionLost or ShuffleErrorCode.KeepAliveTimeout
                or ShuffleErrorCode.WorkerStopping
            && deployment.Inputs.Any(input => input.ResultPartition == error.Partition);

    private static TaskFailed Failed(TaskDeployment deployment, Exception error, ResultPartitionId? lostInput)
        => new(deployment.Stage, deployment.TaskIndex, deployment.Attempt, $"{error.GetType().Name}: {error.Message}", lostInput);
}
