using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.Tests.Cluster.Claims;

// The port for people.
internal sealed partial class ClusterPorts
{
    public async Task<ClusterSummary> GetClusterAsync(CancellationToken cancellationToken)
        => await (await people.SettledAsync()).GetClusterAsync(cancellationToken);

    public Task<Page<WorkerSummary>> ListWorkersAsync(WorkerQuery query, CancellationToken cancellationToken)
        => people.AtOnce.ListWorkersAsync(query, cancellationToken);

    public Task<WorkerSummary?> FindWorkerAsync(WorkerId worker, CancellationToken cancellationToken)
        => people.AtOnce.FindWorkerAsync(worker, cancellationToken);

    public Task<Page<JobSummary>> ListJobsAsync(JobQuery query, CancellationToken cancellationToken) => people.AtOnce.ListJobsAsync(query, cancellationToken);

    public async Task<JobDetail> GetJobAsync(JobId job, CancellationToken cancellationToken)
        => await (await people.SettledAsync()).GetJobAsync(job, cancellationToken);

    public Task<DataSetSummary> GetDataSetAsync(JobId job, DataSetId dataSet, CancellationToken cancellationToken)
        => people.AtOnce.GetDataSetAsync(job, dataSet, cancellationToken);

    public Task<Page<PartitionSummary>> ListPartitionsAsync(PartitionQuery query, CancellationToken cancellationToken)
        => people.AtOnce.ListPartitionsAsync(query, cancellationToken);

    public async Task<PartitionHistory> GetPartitionAsync(JobId job, DataSetId dataSet, int index, CancellationToken cancellationToken)
        => await (await people.SettledAsync()).GetPartitionAsync(job, dataSet, index, cancellationToken);

    public async Task<EventBatch> ReadEventsAsync(EventQuery query, CancellationToken cancellationToken)
        => await (await people.SettledAsync()).ReadEventsAsync(query, cancellationToken);

    public Task WaitForEventsAsync(long after, CancellationToken cancellationToken) => people.AtOnce.WaitForEventsAsync(after, cancellationToken);

    public Task TellAsync(ServiceEvent told, CancellationToken cancellationToken) => people.AtOnce.TellAsync(told, cancellationToken);

    public Task<WorkerSummary?> ExcludeWorkerAsync(WorkerId worker, string reason, CancellationToken cancellationToken)
        => people.AtOnce.ExcludeWorkerAsync(worker, reason, cancellationToken);

    public Task<WorkerSummary?> IncludeWorkerAsync(WorkerId worker, CancellationToken cancellationToken)
        => people.AtOnce.IncludeWorkerAsync(worker, cancellationToken);

    public Task ReleaseJobAsync(JobId job, CancellationToken cancellationToken) => people.AtOnce.ReleaseJobAsync(job, cancellationToken);

    public Task ReleaseAttemptAsync(JobId job, DataSetId dataSet, int index, int attempt, long epoch, CancellationToken cancellationToken)
        => people.AtOnce.ReleaseAttemptAsync(job, dataSet, index, attempt, epoch, cancellationToken);
}
