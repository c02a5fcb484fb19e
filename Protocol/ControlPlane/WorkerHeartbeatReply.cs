using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Protocol.ControlPlane;

/// <summary>The control plane heard the worker.</summary>
/// <param name="AcknowledgedSequence">Changes up to this number are taken in; the worker forgets them.</param>
/// <param name="Release">Partition attempts to delete; repeated until the worker reports them released.</param>
public sealed record WorkerHeartbeatReply(long AcknowledgedSequence, IReadOnlyList<PartitionAttemptId> Release);
