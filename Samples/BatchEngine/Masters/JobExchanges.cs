using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Samples.BatchEngine.Jobs;
using ShuffleOrleans.Samples.BatchEngine.Scheduling;

namespace ShuffleOrleans.Samples.BatchEngine.Masters;

/// <summary>
/// The exchanges of a job in the shuffle service's words: a data set for each stage that has a next one, a descriptor for each registered output.
/// Owned by the <see cref="JobRun"/> and used in its turns only, except
/// <see cref="RegisterAsync"/>, which only reads what never changes.
/// </summary>
internal sealed class JobExchanges(JobSpec job, IShuffleMaster shuffleMaster)
{
    private readonly DataSetId[] _dataSets = [.. job.Stages.SkipLast(1).Select(_ => DataSetId.FromGuid(Guid.NewGuid()))];
    private readonly Dictionary<TaskAttempt, ShuffleDescriptor> _outputs = [];

    public bool HasOutput(int stage) => stage < _dataSets.Length;

    public DataSetId? DataSetOf(int stage) => HasOutput(stage) ? _dataSets[stage] : null;

    public int SubpartitionCount(int stage) => HasOutput(stage) ? job.Stages[stage + 1].TaskCount : 0;

    /// <summary>Finds a place for the output of an attempt.</summary>
    public Task<ShuffleDescriptor> RegisterAsync(TaskAttempt attempt, ExecutorConnection executor, CancellationToken cancellationToken)
    {
        TaskId task = attempt.Task;
        PartitionDescriptor partition = new(_dataSets[task.Stage], task.Index, SubpartitionCount(task.Stage), job.PartitionKind);
        ProducerDescriptor producer = new(attempt.Attempt, executor.Host, executor.Name, executor.DataPort);
        return shuffleMaster.RegisterPartitionWithProducerAsync(job.Id, partition, producer, cancellationToken);
    }

    public void Add(TaskAttempt attempt, ShuffleDescriptor descriptor) => _outputs[attempt] = descriptor;

    public IReadOnlyList<ShuffleDescriptor> DescriptorsOf(IReadOnlyList<TaskAttempt> attempts) => [.. attempts.Select(attempt => _outputs[attempt])];

    /// <summary>The outputs that are held by an executor itself and are gone with it.</summary>
    public IReadOnlyList<TaskAttempt> OutputsOn(string executor)
        => [.. _outputs.Where(output => output.Value.StoresLocalResourcesOn == executor).Select(output => output.Key)];

    /// <summary>Takes the descriptor of an output that is not needed any more.</summary>
    public ShuffleDescriptor? Remove(TaskAttempt attempt) => _outputs.Remove(attempt, out ShuffleDescriptor? descriptor) ? descriptor : null;

    /// <summary>Whose output a name stands for; null if it is none of this job's.</summary>
    public TaskAttempt? AttemptOf(ResultPartitionId partition)
    {
        int stage = Array.IndexOf(_dataSets, partition.DataSet);
        return stage >= 0 && partition.PartitionIndex >= 0 && partition.PartitionIndex < job.Stages[stage].TaskCount
            ? new TaskAttempt(new TaskId(stage, partition.PartitionIndex), partition.Attempt)
            : null;
    }
}
