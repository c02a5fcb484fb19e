namespace ShuffleOrleans.Protocol.Inspection.Workers;

/// <summary>Takes a data directory out.</summary>
/// <param name="Directory">The directory, as configured.</param>
/// <param name="Reason">Who and why, for people.</param>
public sealed record DirectoryExclusion(string Directory, string Reason);
