using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Protocol.Inspection.Workers;

/// <summary>
/// What one worker shows of its inside, and what an operator may ask of it. Looking is bounded and never holds up a transfer. Asked from another process,
/// requests and answers travel as the JSON of <see cref="WorkerInspectionJson"/>. Thread-safe.
/// </summary>
public interface IWorkerInspection
{
    /// <summary>The worker's own figures, its connections, disks and memory.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<WorkerInside> InspectAsync(CancellationToken cancellation);

    /// <summary>One page of its open channels.</summary>
    /// <param name="query">Which, in which order.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<ChannelPage> ListChannelsAsync(ChannelQuery query, CancellationToken cancellation);

    /// <summary>The memory ledger: who holds which bytes, who waits.</summary>
    /// <param name="query">How many holders and waiters.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<LedgerState> InspectLedgerAsync(LedgerQuery query, CancellationToken cancellation);

    /// <summary>What lies where in one partition attempt, committed, being written, kept in memory or set aside as damaged.</summary>
    /// <param name="request">Which, and which of its regions.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Null if the worker has nothing of it.</returns>
    /// <exception cref="Errors.ShuffleException">Its index cannot be read now: the disk refuses or has too much to do, or the worker is stopping.</exception>
    ValueTask<PartitionLayout?> FindLayoutAsync(LayoutRequest request, CancellationToken cancellation);

    /// <summary>Its part of the matrix of producers and subpartitions of a data set. One at a time: another caller waits.</summary>
    /// <param name="request">The window and its bins.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<MatrixPart> SumMatrixAsync(MatrixRequest request, CancellationToken cancellation);

    /// <summary>What of it waits, longest first.</summary>
    /// <param name="query">Which, how many.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<WaitList> ListWaitsAsync(WaitQuery query, CancellationToken cancellation);

    /// <summary>Reads and checks every byte of a stored partition attempt now. Damage is acted upon as whenever it is found.</summary>
    /// <param name="attempt">Which.</param>
    /// <param name="cancellation">Ends the wait, not the check.</param>
    ValueTask<Verification> VerifyAsync(PartitionAttemptId attempt, CancellationToken cancellation);

    /// <summary>The newest of the last 1000 checks, newest first.</summary>
    /// <param name="query">Of what, how many.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<CheckList> ListChecksAsync(CheckQuery query, CancellationToken cancellation);

    /// <summary>Takes a data directory out: it takes no new partitions and serves what it has.</summary>
    /// <param name="change">Which, and why.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="Errors.ShuffleException"><see cref="Errors.ShuffleErrorCode.InvalidRequest"/>: the worker has no such directory.</exception>
    ValueTask ExcludeDirectoryAsync(DirectoryExclusion change, CancellationToken cancellation);

    /// <summary>Takes an excluded data directory back in. Does nothing if it is not excluded.</summary>
    /// <param name="change">Which.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="Errors.ShuffleException"><see cref="Errors.ShuffleErrorCode.InvalidRequest"/>: the worker has no such directory.</exception>
    ValueTask IncludeDirectoryAsync(DirectoryInclusion change, CancellationToken cancellation);
}
