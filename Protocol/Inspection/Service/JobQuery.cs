namespace ShuffleOrleans.Protocol.Inspection.Service;

/// <summary>Asks for jobs.</summary>
/// <param name="Name">Only those whose name contains this, in whatever case; null for all.</param>
/// <param name="Sort">Their order.</param>
/// <param name="Descending">Whether the order is turned round.</param>
/// <param name="Skip">How many to leave out.</param>
/// <param name="Take">How many at most, 1 to 1000.</param>
public sealed record JobQuery(string? Name = null, JobSort Sort = JobSort.Name, bool Descending = false, int Skip = 0, int Take = 100);
