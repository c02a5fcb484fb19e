using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Protocol.Inspection.Service;

/// <summary>Something happened in the service.</summary>
/// <param name="Sequence">Its number; grows, not without gaps, and begins anew, higher, when the control plane process does.</param>
/// <param name="At">When the control plane learnt it.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Kind">What happened: one of <see cref="ServiceEventKinds"/>.</param>
/// <param name="Text">One sentence for a person; may contain names that engines chose.</param>
/// <param name="Job">The job it concerns, if it concerns one.</param>
/// <param name="DataSet">The data set, if it concerns a partition.</param>
/// <param name="Index">The producer, if it concerns a partition.</param>
/// <param name="Attempt">The producer's attempt, if it concerns one.</param>
/// <param name="Epoch">The allocation's number, if it concerns an attempt.</param>
/// <param name="Worker">The worker it concerns, if it concerns one.</param>
public sealed record ServiceEvent(
    long Sequence,
    DateTimeOffset At,
    EventSeverity Severity,
    string Kind,
    string Text,
    JobId? Job,
    DataSetId? DataSet,
    int? Index,
    int? Attempt,
    long? Epoch,
    WorkerId? Worker);
