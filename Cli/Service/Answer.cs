namespace ShuffleOrleans.Cli.Service;

/// <summary>An answer of the service.</summary>
/// <param name="Json">As it came.</param>
/// <param name="Value">What it means.</param>
internal sealed record Answer<T>(string Json, T Value);
