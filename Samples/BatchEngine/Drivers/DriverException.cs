namespace ShuffleOrleans.Samples.BatchEngine.Drivers;

/// <summary>A run cannot go on: a process that it needs did not start or has died.</summary>
/// <param name="message">One sentence for a person.</param>
public sealed class DriverException(string message) : Exception(message);
