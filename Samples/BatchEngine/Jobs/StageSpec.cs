namespace ShuffleOrleans.Samples.BatchEngine.Jobs;

/// <summary>One stage of a job: the same function in many tasks. Each stage reads all output of the stage before it.</summary>
/// <param name="Name">Name of the stage; the job's task functions are chosen by it.</param>
/// <param name="TaskCount">How many tasks, at least 1. It is also the subpartition count of the stage before.</param>
public sealed record StageSpec(string Name, int TaskCount);
