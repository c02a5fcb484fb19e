using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Protocol.ControlPlane;

/// <summary>Something happened to a partition attempt of a job.</summary>
/// <param name="Sequence">Number within the job, from 1, without gaps.</param>
/// <param name="At">When the control plane learnt it.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Attempt">To which attempt.</param>
/// <param name="Worker">On which worker.</param>
/// <param name="Receipt">For <see cref="PartitionEventKind.Committed"/>: what the worker counted.</param>
/// <param name="Reason">One sentence for a person.</param>
public sealed record PartitionEvent(
    long Sequence,
    DateTimeOffset At,
    PartitionEventKind Kind,
    PartitionAttemptId Attempt,
    WorkerId Worker,
    PartitionReceipt? Receipt,
    string Reason);
