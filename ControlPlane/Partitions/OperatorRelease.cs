using ShuffleOrleans.ControlPlane.Facts;

namespace ShuffleOrleans.ControlPlane.Partitions;

/// <summary>
/// What it means that an operator releases an attempt, whoever speaks for its job: first its JobMaster hears that it is over, then its workers are told to
/// delete all of it, also what may be damaged.
/// </summary>
internal static class OperatorRelease
{
    private const string Reason = "released by an operator";

    /// <summary>The facts, in their order; none of an attempt that is on its way out already.</summary>
    public static IReadOnlyList<AttemptFact> Of(AttemptRecord record, DateTimeOffset now)
    {
        if (record.State == PartitionState.Releasing)
        {
            return [];
        }

        AttemptForgotten forgotten = new(record.Attempt);
        return AttemptLife.IsLive(record.State) ? [EndOf(record, now), forgotten] : [forgotten];
    }

    private static AttemptFact EndOf(AttemptRecord record, DateTimeOffset now)
    {
        WorkerId worker = record.Shares[0].Location.Worker;
        return record.State == PartitionState.Committed
            ? new AttemptLost(record.Attempt, worker, Reason, now)
            : new AttemptFailed(record.Attempt, worker, Reason, now, MayHaveRemains: true);
    }
}
