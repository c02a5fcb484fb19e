using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.ControlPlane.Metrics;

/// <summary>How much there is of everything at a moment.</summary>
/// <param name="Jobs">Jobs that are registered.</param>
/// <param name="DataSets">Their data sets.</param>
/// <param name="Attempts">Their partition attempts, by state.</param>
/// <param name="Workers">Workers, by state.</param>
internal sealed record ClusterCounts(int Jobs, int DataSets, StateCounts Attempts, IReadOnlyDictionary<WorkerState, int> Workers);
