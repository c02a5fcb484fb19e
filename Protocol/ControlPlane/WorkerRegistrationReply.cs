using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Protocol.ControlPlane;

/// <summary>The worker is registered.</summary>
/// <param name="HeartbeatInterval">How often it should report.</param>
/// <param name="HeartbeatTimeout">How long it may be silent before it counts as lost; infinite where its silence means nothing, because
/// membership speaks for its process.</param>
/// <param name="Release">Partition attempts of its inventory that nobody wants: the worker deletes them and reports so.</param>
public sealed record WorkerRegistrationReply(TimeSpan HeartbeatInterval, TimeSpan HeartbeatTimeout, IReadOnlyList<PartitionAttemptId> Release);
