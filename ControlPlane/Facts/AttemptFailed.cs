namespace ShuffleOrleans.ControlPlane.Facts;

/// <summary>Writing ended on one worker before all shares were stored. The others have the order to delete theirs. The job hears of it.</summary>
/// <param name="Attempt">The attempt.</param>
/// <param name="Worker">Where it ended.</param>
/// <param name="Reason">Why, for people.</param>
/// <param name="At">When.</param>
/// <param name="MayHaveRemains">False if the worker itself says that it keeps nothing.</param>
internal sealed record AttemptFailed(PartitionAttemptId Attempt, WorkerId Worker, string Reason, DateTimeOffset At, bool MayHaveRemains = false)
    : ShareFact(Attempt, Worker);
