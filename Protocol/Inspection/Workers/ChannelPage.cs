namespace ShuffleOrleans.Protocol.Inspection.Workers;

/// <summary>A page of a worker's channels.</summary>
/// <param name="Items">The page.</param>
/// <param name="TotalCount">How many the question selects.</param>
/// <param name="Skip">How many are left out, from the front.</param>
public sealed record ChannelPage(IReadOnlyList<OpenChannel> Items, int TotalCount, int Skip);
