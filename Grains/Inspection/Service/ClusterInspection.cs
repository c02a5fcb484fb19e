using ShuffleOrleans.ControlPlane.Inspection;
using ShuffleOrleans.ControlPlane.Time;
using ShuffleOrleans.Grains.Inspection.Events;
using ShuffleOrleans.Grains.Interfaces.Partitions;
using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.Grains.Inspection.Service;

/// <summary>
/// The control plane of grains as people see it. Every silo answers for the whole cluster: it asks the directories, the jobs and the groups of partitions, and
/// puts their parts together here, so that the grains do no more than copy. One for each silo; safe for several threads.
/// </summary>
internal sealed class ClusterInspection(
    WorkerLooks workers,
    JobLooks jobs,
    PartitionLooks partitions,
    InspectionCalls calls,
    ServiceLogReader log,
    IServiceLog teller,
    SteadyClock clock) : IServiceInspection
{
    private const int RecentEvents = 100;

    private readonly DateTimeOffset _startedAt = clock.Now;

    public async Task<ClusterSummary> GetClusterAsync(CancellationToken cancellationToken)
    {
        Task<long> lastSequence = log.LastSequenceAsync(cancellationToken);
        Task<WorkerSummary[]> known = workers.ListAsync(cancellationToken);
        await Task.WhenAll(lastSequence, known);
        return ClusterPortrait.Of(await known, await SummarizeJobsAsync(cancellationToken)) with
        {
            Kind = ServiceKind.Cluster,
            At = clock.Now,
            StartedAt = _startedAt,
            LastEventSequence = await lastSequence,
        };
    }

    public async Task<Page<WorkerSummary>> ListWorkersAsync(WorkerQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        InspectionRules.Check(query);
        return WorkerSelection.Of(await workers.ListAsync(cancellationToken), query);
    }

    public Task<WorkerSummary?> FindWorkerAsync(WorkerId worker, CancellationToken cancellationToken) => workers.FindAsync(worker, cancellationToken);

    public async Task<Page<JobSummary>> ListJobsAsync(JobQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        InspectionRules.Check(query);
        return JobSelection.Of(await SummarizeJobsAsync(cancellationToken), query);
    }

    public async Task<JobDetail> GetJobAsync(JobId job, CancellationToken cancellationToken)
    {
        JobLook look = await jobs.RequireAsync(job, cancellationToken);
        Task<IReadOnlyList<ServiceEvent>> events = log.ReadAboutAsync(job, null, null, RecentEvents, cancellationToken);
        Task<IReadOnlyList<DataSetSummary>> dataSets = partitions.SummarizeAsync([look], null, cancellationToken);
        await Task.WhenAll(events, dataSets);
        return new JobDetail(JobPortrait.With(look.Job, [.. await dataSets]), await dataSets, await events);
    }

    public async Task<DataSetSummary> GetDataSetAsync(JobId job, DataSetId dataSet, CancellationToken cancellationToken)
    {
        JobLook look = await jobs.RequireAsync(job, cancellationToken);
        return (await partitions.SummarizeAsync([look], dataSet, cancellationToken)).SingleOrDefault()
            ?? throw InspectionRules.NotFound($"data set {dataSet} of job {job}");
    }

    public async Task<Page<PartitionSummary>> ListPartitionsAsync(PartitionQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        InspectionRules.Check(query);
        IReadOnlyList<JobLook> looks = query.Job is not { } job
            ? await jobs.ListAsync(cancellationToken)
            : await jobs.FindAsync(job, cancellationToken) is { } look ? [look] : [];
        return await partitions.SelectAsync(looks, query, cancellationToken);
    }

    public async Task<PartitionHistory> GetPartitionAsync(JobId job, DataSetId dataSet, int index, CancellationToken cancellationToken)
    {
        JobLook look = await jobs.RequireAsync(job, cancellationToken);
        GroupPartition shown = await partitions.FindAsync(look, dataSet, index, cancellationToken) ?? throw NoPartition(job, dataSet, index);
        return new PartitionHistory(
            shown.Partition, shown.Attempts, await log.ReadAboutAsync(job, dataSet, index, RecentEvents, cancellationToken));
    }

    public Task<EventBatch> ReadEventsAsync(EventQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        InspectionRules.Check(query);
        return log.ReadAsync(query, cancellationToken);
    }

    public Task WaitForEventsAsync(long after, CancellationToken cancellationToken) => log.WaitAsync(after, cancellationToken);

    public Task TellAsync(ServiceEvent told, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(told);
        teller.Tell([told with { At = clock.Now }]);
        return Task.CompletedTask;
    }

    public Task<WorkerSummary?> ExcludeWorkerAsync(WorkerId worker, string reason, CancellationToken cancellationToken)
    {
        InspectionRules.CheckReason(reason);
        return workers.ExcludeAsync(worker, reason, cancellationToken);
    }

    public Task<WorkerSummary?> IncludeWorkerAsync(WorkerId worker, CancellationToken cancellationToken) => workers.IncludeAsync(worker, cancellationToken);

    public async Task ReleaseJobAsync(JobId job, CancellationToken cancellationToken)
    {
        await jobs.RequireAsync(job, cancellationToken);
        await calls.DoAsync(() => jobs.GrainOf(job).EndForOperatorAsync(cancellationToken), cancellationToken);
    }

    public async Task ReleaseAttemptAsync(JobId job, DataSetId dataSet, int index, int attempt, long epoch, CancellationToken cancellationToken)
    {
        JobLook look = await jobs.RequireAsync(job, cancellationToken);
        IPartitionGrain group = partitions.GroupOf(look, dataSet, index) ?? throw NoPartition(job, dataSet, index);
        await calls.DoAsync(() => group.ReleaseForOperatorAsync(look.ToLife(), index, attempt, epoch, cancellationToken), cancellationToken);
    }

    private async Task<JobSummary[]> SummarizeJobsAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<JobLook> looks = await jobs.ListAsync(cancellationToken);
        ILookup<JobId, DataSetSummary> dataSets = (await partitions.SummarizeAsync(looks, null, cancellationToken)).ToLookup(dataSet => dataSet.Job);
        return [.. looks.Select(look => JobPortrait.With(look.Job, [.. dataSets[look.Job.Job]]))];
    }

    private static ShuffleException NoPartition(JobId job, DataSetId dataSet, int index)
        => InspectionRules.NotFound($"partition {index} of data set {dataSet} of job {job}");
}
