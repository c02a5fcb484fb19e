using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Protocol.Inspection.Service;

/// <summary>A worker that was asked and did not answer: what it alone knows is missing from the rest of the answer.</summary>
/// <param name="Worker">The worker.</param>
/// <param name="Reason">Why, for people.</param>
public sealed record MissingWorker(WorkerId Worker, string Reason);
