using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Samples.BatchEngine.Messages;

/// <summary>Nobody needs these outputs any more, which the executor holds itself: it deletes them.</summary>
/// <param name="Partitions">The outputs.</param>
internal sealed record ReleasePartitions(IReadOnlyList<ResultPartitionId> Partitions) : EngineMessage;
