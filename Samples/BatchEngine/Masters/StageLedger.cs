using ShuffleOrleans.Samples.BatchEngine.Jobs;
using ShuffleOrleans.Samples.BatchEngine.Messages;
using ShuffleOrleans.Samples.BatchEngine.Scheduling;

namespace ShuffleOrleans.Samples.BatchEngine.Masters;

/// <summary>What the tasks of a stage counted and gave, and how long it took. Owned by the <see cref="JobRun"/>.</summary>
internal sealed class StageLedger(StageSpec stage, bool hasOutput, TimeProvider time)
{
    private readonly TaskCounters[] _counters = new TaskCounters[stage.TaskCount];
    private readonly long[] _storedBytes = new long[stage.TaskCount];
    private readonly string[] _results = new string[stage.TaskCount];
    private long _started;
    private TimeSpan _duration;

    public IReadOnlyList<string> Results => _results;

    public void Start() => _started = time.GetTimestamp();

    public void Stop() => _duration = time.GetElapsedTime(_started);

    public void Record(TaskReport report) => _counters[report.TaskIndex] = report.Counters;

    public void Record(TaskFinished finished)
    {
        _counters[finished.TaskIndex] = finished.Counters;
        _storedBytes[finished.TaskIndex] = finished.StoredBytes;
        _results[finished.TaskIndex] = finished.Result;
    }

    public StageProgress Progress(int index, JobScheduler scheduler)
    {
        TaskCounters total = Total();
        return new StageProgress(
            stage.Name,
            stage.TaskCount,
            scheduler.CountTasks(index, Scheduling.TaskStatus.Finished),
            scheduler.CountTasks(index, Scheduling.TaskStatus.Running),
            hasOutput ? total.BytesWritten : total.BytesRead);
    }

    public StageSummary Summary() => new(stage.Name, stage.TaskCount, _duration.TotalSeconds, Total(), _storedBytes.Sum());

    private TaskCounters Total() => _counters.Aggregate(default(TaskCounters), TaskCounters.Add);
}
