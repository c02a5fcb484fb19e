namespace ShuffleOrleans.ControlPlane.Facts;

/// <summary>The first fact of every journal file.</summary>
internal sealed record JournalStarted(int FormatVersion, long HighestEpoch) : ControlPlaneFact;
