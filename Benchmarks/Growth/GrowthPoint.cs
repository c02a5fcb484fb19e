namespace ShuffleOrleans.Benchmarks.Growth;

/// <summary>One point of one series; a line of the output, as JSON.</summary>
/// <param name="Series">The series' name.</param>
/// <param name="X">What grows: channels, bytes of a frame, partitions.</param>
/// <param name="Values">What was measured, by name. What could not be measured is null.</param>
internal sealed record GrowthPoint(string Series, double X, IReadOnlyDictionary<string, double?> Values);
