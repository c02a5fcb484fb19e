namespace ShuffleOrleans.Samples.BatchEngine.Messages;

/// <summary>How far a stage is.</summary>
/// <param name="Name">Name of the stage.</param>
/// <param name="TaskCount">How many tasks.</param>
/// <param name="FinishedCount">How many have finished.</param>
/// <param name="RunningCount">How many run.</param>
/// <param name="ShuffleBytes">Bytes through its exchange: written, or read in the last stage.</param>
internal sealed record StageProgress(string Name, int TaskCount, int FinishedCount, int RunningCount, long ShuffleBytes);
