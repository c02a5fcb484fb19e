using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Protocol.Inspection.Workers;

/// <summary>Asks for a worker's last checks. What is null does not select.</summary>
/// <param name="Job">Only of this job.</param>
/// <param name="DataSet">Only of this data set.</param>
/// <param name="Index">Only of this producer.</param>
/// <param name="Take">The most: up to <see cref="InspectionLimits.PageItems"/>.</param>
public sealed record CheckQuery(JobId? Job = null, DataSetId? DataSet = null, int? Index = null, int Take = 100);
