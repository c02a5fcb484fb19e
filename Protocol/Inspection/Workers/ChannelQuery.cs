using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Protocol.Inspection.Workers;

/// <summary>Asks for a page of a worker's channels. What is null does not select.</summary>
/// <param name="Direction">Only these.</param>
/// <param name="Job">Only of this job.</param>
/// <param name="DataSet">Only of this data set.</param>
/// <param name="Index">Only of this producer; reduce reads have many, and match.</param>
/// <param name="Waiting">Only those that wait, or that do not.</param>
/// <param name="Sort">By what.</param>
/// <param name="Descending">The largest first.</param>
/// <param name="Skip">How many to leave out, from the front.</param>
/// <param name="Take">How many to answer: up to <see cref="InspectionLimits.PageItems"/>.</param>
public sealed record ChannelQuery(
    ChannelDirection? Direction = null,
    JobId? Job = null,
    DataSetId? DataSet = null,
    int? Index = null,
    bool? Waiting = null,
    ChannelSort Sort = ChannelSort.OpenedAt,
    bool Descending = false,
    int Skip = 0,
    int Take = 100);
