namespace ShuffleOrleans.Protocol.Inspection.Workers;

/// <summary>What of a worker waits.</summary>
/// <param name="Items">The longest first.</param>
/// <param name="TotalCount">How many there are.</param>
public sealed record WaitList(IReadOnlyList<Wait> Items, int TotalCount);
