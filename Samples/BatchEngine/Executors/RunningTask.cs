using ShuffleOrleans.Client.Records;
using ShuffleOrleans.Samples.BatchEngine.Jobs;
using ShuffleOrleans.Samples.BatchEngine.Messages;

namespace ShuffleOrleans.Samples.BatchEngine.Executors;

/// <summary>A task attempt that runs in this executor, for its reports. Its counters may be read from any thread.</summary>
internal sealed class RunningTask(TaskDeployment deployment)
{
    private TaskContext? _context;

    public TaskDeployment Deployment { get; } = deployment;

    public TaskCounters Counters => Volatile.Read(ref _context)?.Counters ?? default;

    public TaskReport Report => new(Deployment.Stage, Deployment.TaskIndex, Deployment.Attempt, Counters);

    public TaskContext Begin(string workDirectory, RecordReader? input, RecordWriter? output)
    {
        TaskContext context = new(Deployment.TaskIndex, Deployment.TaskCount, Deployment.Attempt, workDirectory, input, output);
        Volatile.Write(ref _context, context);
        return context;
    }
}
