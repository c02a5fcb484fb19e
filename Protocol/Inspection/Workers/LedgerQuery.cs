namespace ShuffleOrleans.Protocol.Inspection.Workers;

/// <summary>Asks for a worker's memory ledger.</summary>
/// <param name="Take">The most holders, largest first, and the most waiters, longest first: up to <see cref="InspectionLimits.PageItems"/>.</param>
public sealed record LedgerQuery(int Take = 100);
