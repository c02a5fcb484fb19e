namespace ShuffleOrleans.ControlPlane.Facts;

/// <summary>Something happened to one partition attempt. Its partition, its job and its workers all take note.</summary>
/// <param name="Attempt">The attempt.</param>
internal abstract record AttemptFact(PartitionAttemptId Attempt) : ControlPlaneFact;
