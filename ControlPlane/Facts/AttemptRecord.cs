using ShuffleOrleans.Protocol.Frames;

namespace ShuffleOrleans.ControlPlane.Facts;

/// <summary>One attempt as its partition knows it. Immutable: a fact replaces it.</summary>
/// <param name="Attempt">The attempt.</param>
/// <param name="SubpartitionCount">How many subpartitions it has.</param>
/// <param name="Shares">What each of its workers holds, in the order of the locations: one of a map attempt, one or more of a contribution.</param>
/// <param name="State">Where the attempt as a whole stands.</param>
/// <param name="AllocatedAt">When it got its epoch; null if that is not known.</param>
internal sealed record AttemptRecord(
    PartitionAttemptId Attempt,
    int SubpartitionCount,
    IReadOnlyList<ShareRecord> Shares,
    PartitionState State,
    DateTimeOffset? AllocatedAt = null)
{
    /// <summary>What all shares hold together; null until the last one is stored.</summary>
    public PartitionReceipt? Receipt
        => Shares.All(share => share.IsStored) ? PartitionReceipt.Combine([.. Shares.Select(share => share.Receipt!.Value)]) : null;

    /// <summary>The payload of all shares; null until the last one is stored.</summary>
    public long? PayloadBytes => Sum(static receipt => receipt.PayloadBytes);

    /// <summary>The frames of all shares; null until the last one is stored.</summary>
    public long? FrameCount => Sum(static receipt => receipt.FrameCount);

    /// <summary>Whether every worker has confirmed that it has nothing of it any more.</summary>
    public bool IsReleased => Shares.All(share => share.IsReleased);

    /// <summary>The share on a worker; null if it was not assigned one. No worker has two.</summary>
    public ShareRecord? ShareOn(WorkerId worker)
    {
        foreach (ShareRecord share in Shares)
        {
            if (share.Location.Worker == worker)
            {
                return share;
            }
        }

        return null;
    }

    /// <summary>The same with another share on the worker of this one.</summary>
    public AttemptRecord With(ShareRecord changed)
        => this with { Shares = [.. Shares.Select(share => share.Location.Worker == changed.Location.Worker ? changed : share)] };

    // Lists ask this of a hundred thousand attempts: nothing is allocated for it.
    private long? Sum(Func<PartitionReceipt, long> figure)
    {
        long sum = 0;
        foreach (ShareRecord share in Shares)
        {
            if (share.Receipt is not { } receipt)
            {
                return null;
            }

            sum += figure(receipt);
        }

        return sum;
    }
}
