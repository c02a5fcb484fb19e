namespace ShuffleOrleans.Samples.BatchEngine.Messages;

/// <summary>An executor's sign of life, several a second, and its last message.</summary>
/// <param name="CpuSeconds">CPU time of the process so far.</param>
/// <param name="Tasks">Its running tasks.</param>
internal sealed record ExecutorReport(double CpuSeconds, IReadOnlyList<TaskReport> Tasks) : EngineMessage;
