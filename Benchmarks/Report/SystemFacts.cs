namespace ShuffleOrleans.Benchmarks.Report;

/// <summary>One system of the plan.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it is and with which settings.</param>
/// <param name="Missing">Why it was left out; null if it was not.</param>
internal sealed record SystemFacts(string Name, string Description, string? Missing);
