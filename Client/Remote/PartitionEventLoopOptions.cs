namespace ShuffleOrleans.Client.Remote;

/// <summary>Settings of a <see cref="PartitionEventLoop"/>.</summary>
/// <param name="MaxEvents">The most events in one answer.</param>
/// <param name="Wait">How long the control plane waits for the first event.</param>
/// <param name="ShortestEmptyPoll">An answer without events that comes earlier is followed by a pause up to this.</param>
internal sealed record PartitionEventLoopOptions(int MaxEvents, TimeSpan Wait, TimeSpan ShortestEmptyPoll);
