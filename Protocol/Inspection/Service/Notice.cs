using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Protocol.Inspection.Service;

/// <summary>What an operator should look at now.</summary>
/// <param name="Severity">How much it matters.</param>
/// <param name="Text">One sentence for a person.</param>
/// <param name="Worker">The worker it is about, if it is about one.</param>
/// <param name="Job">The job it is about, if it is about one.</param>
public sealed record Notice(EventSeverity Severity, string Text, WorkerId? Worker, JobId? Job);
