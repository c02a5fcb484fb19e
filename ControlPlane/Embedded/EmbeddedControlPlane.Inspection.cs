using ShuffleOrleans.ControlPlane.Facts;
using ShuffleOrleans.ControlPlane.Inspection;
using ShuffleOrleans.ControlPlane.Metrics;
using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.ControlPlane.Embedded;

// The port for people and their tools. A look is one short turn that copies, then work outside of it.
public sealed partial class EmbeddedControlPlane
{
    private const int RecentEvents = 100;

    /// <inheritdoc/>
    public async Task<ClusterSummary> GetClusterAsync(CancellationToken cancellationToken)
    {
        (WorkerSummary[] workers, (JobSummary[] jobs, List<AttemptRecord> attempts)) = await RunAsync(
            turn => (InspectionCommands.Workers(turn), InspectionCommands.JobsAndAttempts(turn)), cancellationToken).ConfigureAwait(false);
        return ClusterPortrait.Of(workers, Summarize(jobs, attempts)) with
        {
            Kind = ServiceKind.Embedded,
            At = _clock.Now,
            StartedAt = _startedAt,
            LastEventSequence = _events.LastSequence,
        };
    }

    /// <inheritdoc/>
    public async Task<Page<WorkerSummary>> ListWorkersAsync(WorkerQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        InspectionRules.Check(query);
        return WorkerSelection.Of(await RunAsync(InspectionCommands.Workers, cancellationToken).ConfigureAwait(false), query);
    }

    /// <inheritdoc/>
    public Task<WorkerSummary?> FindWorkerAsync(WorkerId worker, CancellationToken cancellationToken)
        => RunAsync(turn => InspectionCommands.Worker(turn, worker), cancellationToken);

    /// <inheritdoc/>
    public async Task<Page<JobSummary>> ListJobsAsync(JobQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        InspectionRules.Check(query);
        (JobSummary[] jobs, List<AttemptRecord> attempts) = await RunAsync(InspectionCommands.JobsAndAttempts, cancellationToken).ConfigureAwait(false);
        return JobSelection.Of(Summarize(jobs, attempts), query);
    }

    /// <inheritdoc/>
    public async Task<JobDetail> GetJobAsync(JobId job, CancellationToken cancellationToken)
    {
        (JobSummary head, List<AttemptRecord> attempts) = await RunAsync(
            turn => InspectionCommands.JobAndAttempts(turn, job), cancellationToken).ConfigureAwait(false);
        IReadOnlyList<DataSetSummary> dataSets = DataSetTally.Summarize(attempts);
        return new JobDetail(JobPortrait.With(head, dataSets), dataSets, _events.NewestAbout(happened => happened.Job == job, RecentEvents));
    }

    /// <inheritdoc/>
    public async Task<DataSetSummary> GetDataSetAsync(JobId job, DataSetId dataSet, CancellationToken cancellationToken)
    {
        (_, List<AttemptRecord> attempts) = await RunAsync(
            turn => InspectionCommands.JobAndAttempts(turn, job, dataSet), cancellationToken).ConfigureAwait(false);
        return DataSetTally.Summarize(attempts).SingleOrDefault() ?? throw InspectionRules.NotFound($"data set {dataSet} of job {job}");
    }

    /// <inheritdoc/>
    public async Task<Page<PartitionSummary>> ListPartitionsAsync(PartitionQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        InspectionRules.Check(query);
        List<AttemptRecord> attempts = await RunAsync(
            turn => InspectionCommands.Attempts(turn, query.Job, query.DataSet), cancellationToken).ConfigureAwait(false);
        return PartitionSelection.Of(attempts, query, DataSetMeans.Of(attempts)).ToPage(query);
    }

    /// <inheritdoc/>
    public async Task<PartitionHistory> GetPartitionAsync(JobId job, DataSetId dataSet, int index, CancellationToken cancellationToken)
    {
        (DataPartitionId id, AttemptRecord[] attempts) = await RunAsync(
            turn => InspectionCommands.Partition(turn, job, dataSet, index), cancellationToken).ConfigureAwait(false);
        IReadOnlyList<ServiceEvent> events = _events.NewestAbout(
            happened => happened.Index == index && happened.DataSet == dataSet && happened.Job == job, RecentEvents);
        return new PartitionHistory(id, [.. attempts.Select(AttemptPortrait.Of)], events);
    }

    /// <inheritdoc/>
    public Task<EventBatch> ReadEventsAsync(EventQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        InspectionRules.Check(query);
        return Task.FromResult(_events.Read(query));
    }

    /// <inheritdoc/>
    public Task WaitForEventsAsync(long after, CancellationToken cancellationToken) => _events.WaitAsync(after, cancellationToken);

    /// <inheritdoc/>
    public Task TellAsync(ServiceEvent told, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(told);
        return RunAsync(turn => turn.Tell([told with { At = turn.Now }]), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<WorkerSummary?> ExcludeWorkerAsync(WorkerId worker, string reason, CancellationToken cancellationToken)
    {
        InspectionRules.CheckReason(reason);
        return RunAsync(turn => OperatorCommands.Exclude(turn, worker, reason), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<WorkerSummary?> IncludeWorkerAsync(WorkerId worker, CancellationToken cancellationToken)
        => RunAsync(turn => OperatorCommands.Include(turn, worker), cancellationToken);

    /// <inheritdoc/>
    public Task ReleaseJobAsync(JobId job, CancellationToken cancellationToken)
        => RunAsync(turn => OperatorCommands.ReleaseJob(turn, job), cancellationToken);

    /// <inheritdoc/>
    public Task ReleaseAttemptAsync(JobId job, DataSetId dataSet, int index, int attempt, long epoch, CancellationToken cancellationToken)
        => RunAsync(turn => OperatorCommands.ReleaseAttempt(turn, job, dataSet, index, attempt, epoch), cancellationToken);

    // Counted where it stands, as every short turn: a listener asks a few times a minute.
    private ClusterCounts Count()
    {
        lock (_turns)
        {
            return InspectionCommands.Count(_state);
        }
    }

    private static JobSummary[] Summarize(JobSummary[] jobs, List<AttemptRecord> attempts)
    {
        ILookup<JobId, DataSetSummary> dataSets = DataSetTally.Summarize(attempts).ToLookup(dataSet => dataSet.Job);
        return [.. jobs.Select(job => JobPortrait.With(job, [.. dataSets[job.Job]]))];
    }
}
