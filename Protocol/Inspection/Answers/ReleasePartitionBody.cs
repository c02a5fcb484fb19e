namespace ShuffleOrleans.Protocol.Inspection.Answers;

/// <summary>Releases one partition attempt.</summary>
/// <param name="Attempt">The producer's attempt.</param>
/// <param name="Epoch">The allocation's number.</param>
public sealed record ReleasePartitionBody(int Attempt, long Epoch);
