namespace ShuffleOrleans.Samples.BatchEngine.Jobs;

/// <summary>What went through the exchanges of a task, or of many.</summary>
/// <param name="RecordsRead">Records read.</param>
/// <param name="BytesRead">Their bytes, with the lengths in front of them.</param>
/// <param name="RecordsWritten">Records written.</param>
/// <param name="BytesWritten">Their bytes, with the lengths in front of them.</param>
public readonly record struct TaskCounters(long RecordsRead, long BytesRead, long RecordsWritten, long BytesWritten)
{
    /// <summary>The sum of both.</summary>
    public static TaskCounters operator +(TaskCounters a, TaskCounters b) => Add(a, b);

    /// <summary>The sum of both.</summary>
    public static TaskCounters Add(TaskCounters a, TaskCounters b)
        => new(a.RecordsRead + b.RecordsRead, a.BytesRead + b.BytesRead, a.RecordsWritten + b.RecordsWritten, a.BytesWritten + b.BytesWritten);
}
