namespace ShuffleOrleans.Protocol.Inspection.Service;

/// <summary>How many partition attempts stand where in their lives.</summary>
/// <param name="Allocated">Assigned; no writer was seen yet.</param>
/// <param name="Writing">Being written.</param>
/// <param name="Committed">Stored whole.</param>
/// <param name="Releasing">To be deleted; not confirmed yet.</param>
/// <param name="Failed">Ended without a commit.</param>
/// <param name="Lost">Committed once; no copy is left.</param>
public sealed record StateCounts(int Allocated, int Writing, int Committed, int Releasing, int Failed, int Lost);
