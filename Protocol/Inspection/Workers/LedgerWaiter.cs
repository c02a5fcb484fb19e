namespace ShuffleOrleans.Protocol.Inspection.Workers;

/// <summary>An owner that waits for more memory.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Owner">Who it is, for people.</param>
/// <param name="WantedBytes">How much it asks for next.</param>
/// <param name="WaitingSeconds">Since when.</param>
/// <param name="WaitsFor">For what, in words; names the largest holder.</param>
public sealed record LedgerWaiter(HolderKind Kind, string Owner, long WantedBytes, double WaitingSeconds, string WaitsFor);
