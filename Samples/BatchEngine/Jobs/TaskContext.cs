using ShuffleOrleans.Client.Records;

namespace ShuffleOrleans.Samples.BatchEngine.Jobs;

/// <summary>One task attempt as its function sees it. Belongs to the task; ends with it.</summary>
public sealed class TaskContext
{
    private readonly RecordReader? _input;
    private readonly RecordWriter? _output;

    /// <summary>Makes a context.</summary>
    /// <param name="taskIndex">Index of the task in its stage, from 0.</param>
    /// <param name="taskCount">How many tasks the stage has.</param>
    /// <param name="attempt">The attempt, from 0.</param>
    /// <param name="workDirectory">The job's directory.</param>
    /// <param name="input">What the stage before wrote for this task; null in the first stage.</param>
    /// <param name="output">Where the task writes for the next stage; null in the last stage.</param>
    public TaskContext(int taskIndex, int taskCount, int attempt, string workDirectory, RecordReader? input, RecordWriter? output)
    {
        TaskIndex = taskIndex;
        TaskCount = taskCount;
        Attempt = attempt;
        WorkDirectory = workDirectory;
        _input = input;
        _output = output;
    }

    /// <summary>Index of the task in its stage, from 0.</summary>
    public int TaskIndex { get; }

    /// <summary>How many tasks the stage has.</summary>
    public int TaskCount { get; }

    /// <summary>The attempt, from 0. Only for naming files: what a task computes does not depend on it.</summary>
    public int Attempt { get; }

    /// <summary>A directory for results that are too large for a message. It is removed when the job ends.</summary>
    public string WorkDirectory { get; }

    /// <summary>The records of the stage before.</summary>
    public RecordReader Input => _input ?? throw new InvalidOperationException("A task of the first stage has no input.");

    /// <summary>Writes records for the next stage.</summary>
    public RecordWriter Output => _output ?? throw new InvalidOperationException("A task of the last stage has no output.");

    /// <summary>What went through the exchanges so far. May be read from another thread.</summary>
    internal TaskCounters Counters
        => new(_input?.RecordCount ?? 0, _input?.ByteCount ?? 0, _output?.RecordCount ?? 0, _output?.ByteCount ?? 0);
}
