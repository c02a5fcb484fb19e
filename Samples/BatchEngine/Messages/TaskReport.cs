using ShuffleOrleans.Samples.BatchEngine.Jobs;

namespace ShuffleOrleans.Samples.BatchEngine.Messages;

/// <summary>How far a running attempt is.</summary>
/// <param name="Stage">Index of its stage.</param>
/// <param name="TaskIndex">Index of the task.</param>
/// <param name="Attempt">The attempt.</param>
/// <param name="Counters">What it has read and written.</param>
internal sealed record TaskReport(int Stage, int TaskIndex, int Attempt, TaskCounters Counters);
