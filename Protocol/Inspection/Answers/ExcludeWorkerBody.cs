namespace ShuffleOrleans.Protocol.Inspection.Answers;

/// <summary>Takes a worker, or one of its directories, out.</summary>
/// <param name="Reason">Who and why, for people; at most 500 characters.</param>
/// <param name="Directory">The directory, as configured; null for the whole worker.</param>
public sealed record ExcludeWorkerBody(string? Reason = null, string? Directory = null);
