using ShuffleOrleans.Protocol.Frames;

namespace ShuffleOrleans.ControlPlane.Facts;

/// <summary>The worker holds all of its share. With the last share the attempt is committed, and the job hears of it.</summary>
internal sealed record ShareCommitted(PartitionAttemptId Attempt, WorkerId Worker, PartitionReceipt Receipt, DateTimeOffset At) : ShareFact(Attempt, Worker);
