namespace ShuffleOrleans.Protocol.Inspection.Answers;

/// <summary>Takes a worker, or one of its directories, back in.</summary>
/// <param name="Directory">The directory, as configured; null for the whole worker.</param>
public sealed record IncludeWorkerBody(string? Directory = null);
