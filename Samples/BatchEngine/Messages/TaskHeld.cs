namespace ShuffleOrleans.Samples.BatchEngine.Messages;

/// <summary>An attempt that was told to hold has done all but the commit.</summary>
/// <param name="Stage">Index of its stage.</param>
/// <param name="TaskIndex">Index of the task.</param>
/// <param name="Attempt">The attempt.</param>
internal sealed record TaskHeld(int Stage, int TaskIndex, int Attempt) : EngineMessage;
