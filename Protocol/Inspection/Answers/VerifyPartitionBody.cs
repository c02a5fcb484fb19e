namespace ShuffleOrleans.Protocol.Inspection.Answers;

/// <summary>Asks to check every byte of a partition attempt.</summary>
/// <param name="Attempt">The producer's attempt; null for whichever is the newest committed one.</param>
/// <param name="Epoch">The allocation's number; null likewise.</param>
public sealed record VerifyPartitionBody(int? Attempt = null, long? Epoch = null);
