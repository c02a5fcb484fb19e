using ShuffleOrleans.ControlPlane.Facts;

namespace ShuffleOrleans.ControlPlane.Partitions;

/// <summary>
/// How facts change an attempt. The attempt follows its shares: Writing with the first writer, Committed with the last stored share, Failed or Lost with the
/// first share that is, forgotten with the last confirmation. A map attempt is an attempt with one share.
/// </summary>
internal static class AttemptLife
{
    public static bool IsLive(PartitionState state) => IsOpen(state) || state == PartitionState.Committed;

    /// <summary>Whether something of it has still to be written.</summary>
    public static bool IsOpen(PartitionState state) => state is PartitionState.Allocated or PartitionState.Writing;

    /// <summary>The attempt after the fact.</summary>
    /// <param name="record">The attempt before it; null if the fact is its first.</param>
    /// <param name="fact">The fact.</param>
    /// <exception cref="InvalidOperationException">The fact does not fit.</exception>
    public static AttemptRecord After(AttemptRecord? record, AttemptFact fact) => fact switch
    {
        AttemptAllocated f => new AttemptRecord(
            f.Attempt, f.SubpartitionCount, [.. f.Locations.Select(location => new ShareRecord(location))], PartitionState.Allocated, f.At),
        AttemptAdopted f => new AttemptRecord(f.Attempt, f.SubpartitionCount, [new ShareRecord(f.Location, f.Receipt)], PartitionState.Committed),
        _ => AfterBirth(record ?? throw new InvalidOperationException($"{fact.Attempt} is not known."), fact),
    };

    private static AttemptRecord AfterBirth(AttemptRecord record, AttemptFact fact) => fact switch
    {
        AttemptWriting => record with { State = PartitionState.Writing },
        ShareCommitted f => Stored(record.With(ShareOn(record, f.Worker) with { Receipt = f.Receipt })),
        ShareRelocated f => record.With(ShareOn(record, f.Location.Worker) with { Location = f.Location }),
        ShareReleased f => record.With(ShareOn(record, f.Worker) with { IsReleased = true }),
        AttemptReleasing => record with { State = PartitionState.Releasing },
        AttemptFailed f => Ended(record, f.Worker, f.MayHaveRemains) with { State = PartitionState.Failed },
        AttemptLost f => Ended(record, f.Worker, mayHaveRemains: true) with { State = PartitionState.Lost },
        AttemptForgotten => record,
        _ => throw new InvalidOperationException($"{fact.GetType().Name} has no place in the life of a partition attempt."),
    };

    private static AttemptRecord Stored(AttemptRecord record)
        => record with { State = record.Shares.All(share => share.IsStored) ? PartitionState.Committed : PartitionState.Writing };

    private static AttemptRecord Ended(AttemptRecord record, WorkerId worker, bool mayHaveRemains)
        => record.With(ShareOn(record, worker) with { MayHaveRemains = mayHaveRemains });

    private static ShareRecord ShareOn(AttemptRecord record, WorkerId worker)
        => record.ShareOn(worker) ?? throw new InvalidOperationException($"{record.Attempt} has no share on worker {worker}.");
}
