using ShuffleOrleans.Samples.BatchEngine.Jobs;

namespace ShuffleOrleans.Samples.BatchEngine.Messages;

/// <summary>An attempt succeeded; its output is committed.</summary>
/// <param name="Stage">Index of its stage.</param>
/// <param name="TaskIndex">Index of the task.</param>
/// <param name="Attempt">The attempt.</param>
/// <param name="Result">The function's result.</param>
/// <param name="Counters">What it read and wrote.</param>
/// <param name="StoredBytes">Payload bytes of its output by the receipt; 0 without output.</param>
internal sealed record TaskFinished(int Stage, int TaskIndex, int Attempt, string Result, TaskCounters Counters, long StoredBytes) : EngineMessage;
