namespace ShuffleOrleans.Protocol.Inspection.Answers;

/// <summary>Changes a log level for a while.</summary>
/// <param name="Category">The category, or "Default".</param>
/// <param name="Level">Trace, Debug, Information, Warning, Error, Critical or None.</param>
/// <param name="ForSeconds">How long, 60 to 86400; then it goes back by itself.</param>
public sealed record LogLevelBody(string Category, string Level, int ForSeconds = 600);
