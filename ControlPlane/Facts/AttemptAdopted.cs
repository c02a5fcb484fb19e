using ShuffleOrleans.Protocol.Frames;

namespace ShuffleOrleans.ControlPlane.Facts;

/// <summary>
/// A worker holds a committed map attempt with an epoch this control plane has no memory of: given before its memory was lost. It is taken in. The job
/// hears of it.
/// </summary>
internal sealed record AttemptAdopted(
    PartitionAttemptId Attempt,
    int SubpartitionCount,
    WorkerLocation Location,
    PartitionReceipt Receipt,
    DateTimeOffset At) : AttemptFact(Attempt);
