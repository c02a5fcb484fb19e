namespace ShuffleOrleans.Protocol.Inspection.Workers;

/// <summary>Takes a data directory back in.</summary>
/// <param name="Directory">The directory, as configured.</param>
public sealed record DirectoryInclusion(string Directory);
