namespace ShuffleOrleans.ControlPlane.Facts;

/// <summary>The worker has nothing of a released attempt any more: phase two of a release. With the last share the attempt is forgotten.</summary>
internal sealed record ShareReleased(PartitionAttemptId Attempt, WorkerId Worker) : ShareFact(Attempt, Worker);
