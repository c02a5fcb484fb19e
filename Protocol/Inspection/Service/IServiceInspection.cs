using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Protocol.Inspection.Service;

/// <summary>
/// The control plane as people and their tools see it: what it knows of workers, jobs, data sets and partitions, what happened of late, and the few changes
/// that an operator may make. Whoever may ask and whoever may change is decided before. Safe for several threads.
/// </summary>
/// <remarks>
/// Every call may throw <see cref="ShuffleException"/>: <see cref="ShuffleErrorCode.InvalidRequest"/> for a query that makes no sense,
/// <see cref="ShuffleErrorCode.JobNotFound"/> and <see cref="ShuffleErrorCode.PartitionNotFound"/> (also for a data set) for what is not there, and
/// <see cref="ShuffleErrorCode.ControlPlaneUnavailable"/> when no answer came. A worker that is not known is null.
/// </remarks>
public interface IServiceInspection
{
    /// <summary>
    /// The service in figures. What the node that asks knows better is left to it: version, the totals of the workers, whether changes are taken.
    /// </summary>
    Task<ClusterSummary> GetClusterAsync(CancellationToken cancellationToken);

    /// <summary>A page of the workers.</summary>
    Task<Page<WorkerSummary>> ListWorkersAsync(WorkerQuery query, CancellationToken cancellationToken);

    /// <summary>One worker; null if it is not known.</summary>
    Task<WorkerSummary?> FindWorkerAsync(WorkerId worker, CancellationToken cancellationToken);

    /// <summary>A page of the jobs.</summary>
    Task<Page<JobSummary>> ListJobsAsync(JobQuery query, CancellationToken cancellationToken);

    /// <summary>One job with its data sets.</summary>
    Task<JobDetail> GetJobAsync(JobId job, CancellationToken cancellationToken);

    /// <summary>One data set.</summary>
    Task<DataSetSummary> GetDataSetAsync(JobId job, DataSetId dataSet, CancellationToken cancellationToken);

    /// <summary>A page of partition attempts.</summary>
    Task<Page<PartitionSummary>> ListPartitionsAsync(PartitionQuery query, CancellationToken cancellationToken);

    /// <summary>One partition with all its attempts.</summary>
    Task<PartitionHistory> GetPartitionAsync(JobId job, DataSetId dataSet, int index, CancellationToken cancellationToken);

    /// <summary>Events that there are; never waits.</summary>
    Task<EventBatch> ReadEventsAsync(EventQuery query, CancellationToken cancellationToken);

    /// <summary>Ends as soon as an event after this number is there, or with the token.</summary>
    Task WaitForEventsAsync(long after, CancellationToken cancellationToken);

    /// <summary>Tells of something that a node did to a worker on an operator's behalf and that the control plane cannot know.</summary>
    Task TellAsync(ServiceEvent told, CancellationToken cancellationToken);

    /// <summary>Lets a worker take no new partitions, whatever process of it registers, until it is included again. Repeating it changes the reason.</summary>
    /// <returns>The worker; null if it is not known.</returns>
    Task<WorkerSummary?> ExcludeWorkerAsync(WorkerId worker, string reason, CancellationToken cancellationToken);

    /// <summary>Ends an exclusion. Of a worker that is not excluded it changes nothing.</summary>
    /// <returns>The worker; null if it is not known.</returns>
    Task<WorkerSummary?> IncludeWorkerAsync(WorkerId worker, CancellationToken cancellationToken);

    /// <summary>Ends a job, whoever speaks for it, and releases all its data.</summary>
    Task ReleaseJobAsync(JobId job, CancellationToken cancellationToken);

    /// <summary>Releases one attempt, whoever speaks for its job. The JobMaster hears that it is lost, or failed if it was not committed.</summary>
    Task ReleaseAttemptAsync(JobId job, DataSetId dataSet, int index, int attempt, long epoch, CancellationToken cancellationToken);
}
