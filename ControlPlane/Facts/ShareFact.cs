namespace ShuffleOrleans.ControlPlane.Facts;

/// <summary>Something happened to an attempt on one of its workers.</summary>
/// <param name="Attempt">The attempt.</param>
/// <param name="Worker">The worker that holds or held a share of it.</param>
internal abstract record ShareFact(PartitionAttemptId Attempt, WorkerId Worker) : AttemptFact(Attempt);
