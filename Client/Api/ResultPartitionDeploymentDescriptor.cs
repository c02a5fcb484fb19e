using ShuffleOrleans.Protocol.Descriptors;

namespace ShuffleOrleans.Client.Api;

/// <summary>One output of a task, as deployed (Flink: ResultPartitionDeploymentDescriptor).</summary>
/// <param name="Shuffle">Where it goes.</param>
/// <param name="SubpartitionCount">For how many consumers.</param>
public sealed record ResultPartitionDeploymentDescriptor(ShuffleDescriptor Shuffle, int SubpartitionCount);
