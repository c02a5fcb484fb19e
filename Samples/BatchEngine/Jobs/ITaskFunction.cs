namespace ShuffleOrleans.Samples.BatchEngine.Jobs;

/// <summary>
/// What one task does. A function is deterministic: run again, it writes the same records to each subpartition and gives the same result, so a lost
/// output can be replaced by running it again.
/// </summary>
public interface ITaskFunction
{
    /// <summary>Reads the input to its end if there is one, and writes the output if there is one. The engine commits the output after it returns.</summary>
    /// <param name="context">The task with its input and output.</param>
    /// <param name="cancellationToken">The executor ends.</param>
    /// <returns>The result that the job's driver gets, in the job's own form (JSON). Keep it small; large results go to files in the work directory.</returns>
    Task<string> RunAsync(TaskContext context, CancellationToken cancellationToken);
}
