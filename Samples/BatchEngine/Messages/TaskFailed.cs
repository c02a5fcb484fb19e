using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Samples.BatchEngine.Messages;

/// <summary>An attempt failed.</summary>
/// <param name="Stage">Index of its stage.</param>
/// <param name="TaskIndex">Index of the task.</param>
/// <param name="Attempt">The attempt.</param>
/// <param name="Reason">One sentence for a person.</param>
/// <param name="LostInput">The output that is gone, if that was the reason: its producer is to run again.</param>
/// <param name="InputIsOutOfReach">Whether a worker that holds an input did not answer: it may come back with it.</param>
internal sealed record TaskFailed(
    int Stage, int TaskIndex, int Attempt, string Reason, ResultPartitionId? LostInput, bool InputIsOutOfReach = false) : EngineMessage;
