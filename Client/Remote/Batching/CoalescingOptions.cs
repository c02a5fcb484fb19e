namespace ShuffleOrleans.Client.Remote.Batching;

/// <summary>Limits of a <see cref="CallCoalescer{TItem, TResult}"/>.</summary>
/// <param name="MaxBatch">The most calls in one batch.</param>
/// <param name="MaxQueued">The most calls that wait; further callers wait to join.</param>
/// <param name="GatherTime">How long a first call waits for company; zero sends at once.</param>
internal sealed record CoalescingOptions(int MaxBatch, int MaxQueued, TimeSpan GatherTime);
