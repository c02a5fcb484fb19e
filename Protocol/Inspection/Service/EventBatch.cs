namespace ShuffleOrleans.Protocol.Inspection.Service;

/// <summary>Events, oldest first.</summary>
/// <param name="Items">The events that the query asked for.</param>
/// <param name="LastSequence">Where to go on: the number of the last event that was looked at, whether it passed the filters or not.</param>
/// <param name="Missed">Whether events after the asked number are no longer kept.</param>
public sealed record EventBatch(IReadOnlyList<ServiceEvent> Items, long LastSequence, bool Missed);
