namespace ShuffleOrleans.Protocol.Inspection.Answers;

/// <summary>From which level on a node logs.</summary>
/// <param name="Levels">The level of each category that has one; "Default" is for all others.</param>
public sealed record LogLevels(IReadOnlyDictionary<string, string> Levels);
