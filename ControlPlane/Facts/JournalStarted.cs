namespace ShuffleOrleans.ControlPlane.Facts;

/// <summary>The first fact of every journal file. Epochs up to the founding one were given, if at all, before this control plane's memory began.</summary>
internal sealed record JournalStarted(int FormatVersion, long FoundingEpoch, long HighestEpoch) : ControlPlaneFact;
