using ShuffleOrleans.Protocol.Frames;

namespace ShuffleOrleans.ControlPlane.Facts;

/// <summary>The worker holds all of it. The job hears of it.</summary>
internal sealed record AttemptCommitted(PartitionAttemptId Attempt, PartitionReceipt Receipt, DateTimeOffset At) : AttemptFact(Attempt);
