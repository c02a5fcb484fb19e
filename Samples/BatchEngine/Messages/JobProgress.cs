namespace ShuffleOrleans.Samples.BatchEngine.Messages;

/// <summary>How far the job is.</summary>
/// <param name="Stages">Every stage, in order.</param>
internal sealed record JobProgress(IReadOnlyList<StageProgress> Stages) : DriverEvent;
