using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Client.Api;

/// <summary>One input of a task, as deployed (Flink: InputGateDeploymentDescriptor).</summary>
/// <param name="DataSet">The exchange it reads.</param>
/// <param name="Range">Which subpartitions of every producer's output.</param>
/// <param name="Shuffles">The outputs, one for each input channel, in channel order. Empty is allowed: a gate that is finished at once.</param>
public sealed record InputGateDeploymentDescriptor(DataSetId DataSet, SubpartitionRange Range, IReadOnlyList<ShuffleDescriptor> Shuffles);
