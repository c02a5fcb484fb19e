namespace ShuffleOrleans.Protocol.Inspection.Workers;

/// <summary>Checks of stored partition attempts.</summary>
/// <param name="Items">The newest first.</param>
/// <param name="TotalCount">How many the question selects.</param>
public sealed record CheckList(IReadOnlyList<Verification> Items, int TotalCount);
