using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Protocol.Inspection.Workers;

/// <summary>Asks what of a worker waits.</summary>
/// <param name="Job">Only of this job; null for all.</param>
/// <param name="Take">The most: up to <see cref="InspectionLimits.PageItems"/>.</param>
public sealed record WaitQuery(JobId? Job = null, int Take = 100);
