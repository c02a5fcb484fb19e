using ShuffleOrleans.Grains.Interfaces.Inspection;
using ShuffleOrleans.Grains.Interfaces.Jobs;

namespace ShuffleOrleans.Grains.Interfaces.Partitions;

/// <summary>
/// A group of neighbouring data partitions of one data set: their attempts, epochs, locations and receipts. The key is the text of its
/// <see cref="PartitionGroupId"/>. Spoken to by its job and by workers only. What a call changed is durable, the job has been told of it and the workers have
/// their orders when the call returns; a call that failed may have done any part of that and is repeated by whoever made it.
/// </summary>
[Alias("shuffle.IPartitionGrain")]
[Version(2)]
public interface IPartitionGrain : IGrainWithStringKey
{
    /// <summary>The allocations that stand, one for each request, null where a new one is due. Changes nothing.</summary>
    /// <exception cref="ShuffleException"><see cref="ShuffleErrorCode.StaleEpoch"/>: a higher attempt is known.
    /// <see cref="ShuffleErrorCode.InvalidRequest"/>: the same attempt has another shape.</exception>
    [Alias("GetStanding")]
    Task<IReadOnlyList<PartitionAllocation?>> GetStandingAsync(JobLife life, IReadOnlyList<PartitionRequest> requests, CancellationToken cancellationToken);

    /// <summary>Gives attempts their epochs at the assigned workers; one that stands by now is answered as it stands.</summary>
    [Alias("Allocate")]
    Task<IReadOnlyList<PartitionAllocation>> AllocateAsync(JobLife life, IReadOnlyList<AssignedPartition> partitions, CancellationToken cancellationToken);

    /// <summary>Releases attempts; unknown ones are no error.</summary>
    [Alias("Release")]
    Task ReleaseAsync(JobLife life, IReadOnlyList<PartitionAttemptId> attempts, CancellationToken cancellationToken);

    /// <summary>A page of its attempts, in the order of a listing.</summary>
    [Alias("List")]
    Task<GroupListing> ListAsync(JobLife life, int skip, int take, CancellationToken cancellationToken);

    /// <summary>Ends what it holds of a life of its job, and of earlier ones: all of it is ordered to be released.</summary>
    /// <returns>The highest epoch it ever gave; 0 if none.</returns>
    [Alias("End")]
    Task<long> EndAsync(JobLife life, CancellationToken cancellationToken);

    /// <summary>Judges changes that a worker reports, in their order.</summary>
    [Alias("Report")]
    Task<GroupVerdict> ReportAsync(WorkerLocation reporter, IReadOnlyList<PartitionChange> changes, CancellationToken cancellationToken);

    /// <summary>Compares what it intends a worker to hold with what the worker has.</summary>
    /// <param name="holder">The worker that registers.</param>
    /// <param name="stored">All committed partitions of this group in its inventory; may be empty.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    [Alias("Reconcile")]
    Task<GroupVerdict> ReconcileAsync(WorkerLocation holder, IReadOnlyList<StoredPartition> stored, CancellationToken cancellationToken);

    /// <summary>A worker has gone: what was being written there has failed.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="inOrder">Whether it said goodbye.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    [Alias("WorkerGone")]
    Task WorkerGoneAsync(WorkerId worker, bool inOrder, CancellationToken cancellationToken);

    /// <summary>A worker will not come back: what only it held is lost, what it was to delete is gone.</summary>
    [Alias("WorkerForgotten")]
    Task WorkerForgottenAsync(WorkerId worker, CancellationToken cancellationToken);

    /// <summary>
    /// What a page of partitions needs of this group, and its part of its data set. Of another life than the one asked about there is nothing. Changes nothing
    /// and calls nobody, so that it interleaves: it may show what is about to be stored.
    /// </summary>
    /// <param name="life">The life of the job.</param>
    /// <param name="query">The whole query.</param>
    /// <param name="most">How many attempts at most, the first of the page's order.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    [Alias("Select")]
    [AlwaysInterleave]
    Task<InspectionDocument> SelectAsync(JobLife life, InspectionDocument query, int most, CancellationToken cancellationToken);

    /// <summary>One partition with all its attempts; null if it has none. Interleaves for the same reason.</summary>
    [Alias("Show")]
    [AlwaysInterleave]
    Task<InspectionDocument?> ShowAsync(JobLife life, int index, CancellationToken cancellationToken);

    /// <summary>Ends an attempt for an operator, whoever speaks for its job.</summary>
    /// <exception cref="ShuffleException"><see cref="ShuffleErrorCode.PartitionNotFound"/>: there is no such attempt.</exception>
    [Alias("ReleaseForOperator")]
    Task ReleaseForOperatorAsync(JobLife life, int index, int attempt, long epoch, CancellationToken cancellationToken);
}
