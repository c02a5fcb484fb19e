using ShuffleOrleans.ControlPlane.Inspection;
using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.Grains.Inspection.Service;

/// <summary>What a group of partitions adds to a page.</summary>
/// <param name="Selection">The first of its attempts that the query asks for, in the order of the page, and how many there are.</param>
/// <param name="DataSet">Its part of its data set, whatever the query asks for; null if it has no attempts.</param>
internal sealed record GroupSelection(PartitionSelection Selection, DataSetSummary? DataSet);
