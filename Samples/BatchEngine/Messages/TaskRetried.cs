namespace ShuffleOrleans.Samples.BatchEngine.Messages;

/// <summary>Something went wrong and work is done again.</summary>
/// <param name="Text">One sentence for a person.</param>
internal sealed record TaskRetried(string Text) : DriverEvent;
