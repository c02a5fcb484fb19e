namespace ShuffleOrleans.Protocol.Inspection.Service;

/// <summary>Asks for workers.</summary>
/// <param name="State">Only those in this state; null for all.</param>
/// <param name="Sort">Their order.</param>
/// <param name="Descending">Whether the order is turned round.</param>
/// <param name="Skip">How many to leave out.</param>
/// <param name="Take">How many at most, 1 to 1000.</param>
public sealed record WorkerQuery(WorkerState? State = null, WorkerSort Sort = WorkerSort.Worker, bool Descending = false, int Skip = 0, int Take = 100);
