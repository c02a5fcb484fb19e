namespace ShuffleOrleans.Samples.BatchEngine.Scheduling;

/// <summary>Names a task of the job.</summary>
/// <param name="Stage">Index of its stage.</param>
/// <param name="Index">Index in the stage.</param>
internal readonly record struct TaskId(int Stage, int Index)
{
    public override string ToString() => $"task {Index} of stage {Stage}";
}
