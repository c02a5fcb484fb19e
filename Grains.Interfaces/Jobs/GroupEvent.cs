using ShuffleOrleans.Protocol.Frames;

namespace ShuffleOrleans.Grains.Interfaces.Jobs;

/// <summary>Something happened to a partition attempt. The job numbers it.</summary>
/// <param name="At">When the control plane learnt it.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Attempt">To which attempt.</param>
/// <param name="Worker">On which worker.</param>
/// <param name="Receipt">For a commit: what all its workers counted together.</param>
/// <param name="Reason">One sentence for a person.</param>
[GenerateSerializer]
[Immutable]
[Alias("shuffle.GroupEvent")]
public sealed record GroupEvent(
    [property: Id(0)] DateTimeOffset At,
    [property: Id(1)] PartitionEventKind Kind,
    [property: Id(2)] PartitionAttemptId Attempt,
    [property: Id(3)] WorkerId Worker,
    [property: Id(4)] PartitionReceipt? Receipt,
    [property: Id(5)] string Reason);
