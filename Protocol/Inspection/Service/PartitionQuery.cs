using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Protocol.Inspection.Service;

/// <summary>Asks for partition attempts.</summary>
/// <param name="Job">Only of this job; null for all.</param>
/// <param name="DataSet">Only of this data set; null for all.</param>
/// <param name="States">Only in one of these states; empty for all.</param>
/// <param name="Worker">Only with a share on this worker; null for all.</param>
/// <param name="MinBytes">Only with at least so much payload; null for all, also those without any yet.</param>
/// <param name="Sort">Their order.</param>
/// <param name="Descending">Whether the order is turned round.</param>
/// <param name="Skip">How many to leave out.</param>
/// <param name="Take">How many at most, 1 to 1000.</param>
public sealed record PartitionQuery(
    JobId? Job,
    DataSetId? DataSet,
    IReadOnlyList<PartitionState> States,
    WorkerId? Worker = null,
    long? MinBytes = null,
    PartitionSort Sort = PartitionSort.Index,
    bool Descending = false,
    int Skip = 0,
    int Take = 100);
