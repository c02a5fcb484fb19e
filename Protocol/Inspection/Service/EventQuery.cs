using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Protocol.Inspection.Service;

/// <summary>Asks for events.</summary>
/// <param name="After">The last event the reader knows; null for the newest ones there are.</param>
/// <param name="Take">How many at most, 1 to 1000.</param>
/// <param name="Job">Only about this job; null for all.</param>
/// <param name="Worker">Only about this worker; null for all.</param>
/// <param name="LeastSeverity">Only those that matter at least so much.</param>
public sealed record EventQuery(
    long? After = null, int Take = 100, JobId? Job = null, WorkerId? Worker = null, EventSeverity LeastSeverity = EventSeverity.Info);
