using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Protocol.Inspection.Workers;

/// <summary>Asks what lies where in a partition attempt.</summary>
/// <param name="Attempt">Which.</param>
/// <param name="Skip">How many regions to leave out, from the front.</param>
/// <param name="Take">How many regions: up to <see cref="InspectionLimits.PageItems"/>.</param>
public sealed record LayoutRequest(PartitionAttemptId Attempt, int Skip = 0, int Take = 100);
