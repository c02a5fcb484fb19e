namespace ShuffleOrleans.Protocol.ControlPlane;

/// <summary>Where the requested partition attempts go.</summary>
/// <param name="Allocations">One for each requested attempt, in the order of the request.</param>
public sealed record PartitionAllocationReply(IReadOnlyList<PartitionAllocation> Allocations);
