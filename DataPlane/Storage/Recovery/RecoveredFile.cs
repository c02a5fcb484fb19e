namespace ShuffleOrleans.DataPlane.Storage.Recovery;

/// <summary>One file that was not simply a partition.</summary>
/// <param name="Name">Its name below the data directory.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Reason">What was found, for a person.</param>
public sealed record RecoveredFile(string Name, RecoveryOutcome Outcome, string Reason);
