namespace ShuffleOrleans.ControlPlane.Assignment;

/// <summary>A worker as far as the choice among workers goes.</summary>
/// <param name="Location">Its last known process and place.</param>
/// <param name="IsGone">Whether it has left or died.</param>
/// <param name="Load">What it last said of itself; null until it has been heard.</param>
/// <param name="HeldPartitions">How many attempts it holds or is to hold.</param>
/// <param name="ExcludedFor">Why an operator has taken it out; null if none has.</param>
internal sealed record WorkerStatus(WorkerLocation Location, bool IsGone, WorkerLoad? Load, int HeldPartitions, string? ExcludedFor = null);
