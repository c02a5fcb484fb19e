using ShuffleOrleans.ControlPlane.Facts;
using ShuffleOrleans.Protocol.Frames;

namespace ShuffleOrleans.ControlPlane.Partitions;

/// <summary>What a JobMaster wants to hear of an attempt; the job numbers it.</summary>
/// <param name="At">When the control plane learnt it.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Attempt">To which attempt.</param>
/// <param name="Worker">On which worker.</param>
/// <param name="Receipt">For a commit: what all its workers counted together.</param>
/// <param name="Reason">One sentence for a person.</param>
internal sealed record PartitionNews(
    DateTimeOffset At, PartitionEventKind Kind, PartitionAttemptId Attempt, WorkerId Worker, PartitionReceipt? Receipt, string Reason)
{
    /// <summary>What a fact tells; null if it is nothing to a JobMaster.</summary>
    /// <param name="fact">The fact.</param>
    /// <param name="record">The attempt after it.</param>
    public static PartitionNews? Of(AttemptFact fact, AttemptRecord record) => fact switch
    {
        AttemptAdopted f => new(f.At, PartitionEventKind.Committed, f.Attempt, f.Location.Worker, record.Receipt, "found on its worker"),
        ShareCommitted f when record.State == PartitionState.Committed
            => new(f.At, PartitionEventKind.Committed, f.Attempt, f.Worker, record.Receipt, "all of it is stored"),
        AttemptFailed f => new(f.At, PartitionEventKind.Failed, f.Attempt, f.Worker, null, f.Reason),
        AttemptLost f => new(f.At, PartitionEventKind.Lost, f.Attempt, f.Worker, null, f.Reason),
        ShareRelocated f => new(
            f.At, PartitionEventKind.Relocated, f.Attempt, f.Location.Worker, null, "its worker returned as a new process or at a new address"),
        _ => null,
    };
}
