using ShuffleOrleans.Protocol.Frames;

namespace ShuffleOrleans.ControlPlane.Facts;

/// <summary>One attempt as its partition knows it. Immutable: a fact replaces it.</summary>
internal sealed record AttemptRecord(
    PartitionAttemptId Attempt,
    int SubpartitionCount,
    WorkerLocation Location,
    PartitionState State,
    PartitionReceipt? Receipt);
