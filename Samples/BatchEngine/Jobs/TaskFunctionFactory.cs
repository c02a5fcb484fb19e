namespace ShuffleOrleans.Samples.BatchEngine.Jobs;

/// <summary>Makes the function of a task.</summary>
/// <param name="stage">Name of the stage.</param>
/// <param name="parameters">The job's parameters.</param>
public delegate ITaskFunction TaskFunctionFactory(string stage, string parameters);
