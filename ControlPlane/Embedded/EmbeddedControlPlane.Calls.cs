using ShuffleOrleans.ControlPlane.Validation;

namespace ShuffleOrleans.ControlPlane.Embedded;

// The two ports. Each call checks its request and is one turn; only the query of events may take several.
public sealed partial class EmbeddedControlPlane
{
    /// <inheritdoc/>
    public async Task<JobRegistration> RegisterJobAsync(JobRegistrationRequest request, CancellationToken cancellationToken)
    {
        JobRules.Check(request);
        return await RunAsync(turn => _jobs.Register(turn, request), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<JobHeartbeatReply> HeartbeatJobAsync(JobHeartbeat heartbeat, CancellationToken cancellationToken)
    {
        JobRules.Check(heartbeat);
        return await RunAsync(turn => JobCommands.Heartbeat(turn, heartbeat), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task UnregisterJobAsync(JobUnregistration request, CancellationToken cancellationToken)
    {
        JobRules.Check(request);
        await RunAsync(turn => JobCommands.Unregister(turn, request), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<PartitionAllocationReply> AllocatePartitionsAsync(PartitionAllocationRequest request, CancellationToken cancellationToken)
    {
        PartitionRules.Check(request);
        return await RunAsync(turn => _partitions.Allocate(turn, request), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task ReleasePartitionsAsync(PartitionReleaseRequest request, CancellationToken cancellationToken)
    {
        PartitionRules.Check(request);
        await RunAsync(turn => PartitionCommands.Release(turn, request), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<PartitionListReply> ListPartitionsAsync(PartitionListRequest request, CancellationToken cancellationToken)
    {
        PartitionRules.Check(request);
        return await RunAsync(turn => PartitionCommands.List(turn, request), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<PartitionEventBatch> GetPartitionEventsAsync(PartitionEventQuery query, CancellationToken cancellationToken)
    {
        JobRules.Check(query);
        DateTimeOffset end = _clock.Now + query.Wait;
        for (bool isFirstLook = true; ; isFirstLook = false)
        {
            (PartitionEventBatch batch, Task? news) = await RunAsync(turn => Look(turn, query, isFirstLook), cancellationToken).ConfigureAwait(false);
            TimeSpan rest = end - _clock.Now;
            if (news is null || rest <= TimeSpan.Zero)
            {
                return batch;
            }

            try
            {
                await news.WaitAsync(rest, _timeProvider, cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                return batch;
            }
        }
    }

    /// <inheritdoc/>
    public async Task<WorkerRegistrationReply> RegisterWorkerAsync(WorkerRegistration registration, CancellationToken cancellationToken)
    {
        WorkerRules.Check(registration);
        return await RunAsync(turn => _workers.Register(turn, registration), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<WorkerHeartbeatReply> HeartbeatWorkerAsync(WorkerHeartbeat heartbeat, CancellationToken cancellationToken)
    {
        WorkerRules.Check(heartbeat);
        return await RunAsync(turn => _workers.Heartbeat(turn, heartbeat), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task LeaveAsync(WorkerLeave leave, CancellationToken cancellationToken)
    {
        WorkerRules.Check(leave);
        await RunAsync(turn => _workers.Leave(turn, leave), cancellationToken).ConfigureAwait(false);
    }

    // The signal is taken in the same turn, so that no event slips in between looking and waiting.
    private (PartitionEventBatch Batch, Task? News) Look(Turn turn, PartitionEventQuery query, bool isFirstLook)
    {
        PartitionEventBatch batch = JobCommands.ReadEvents(turn, query, isFirstLook);
        bool wait = batch.Events.Count == 0 && !batch.Missed && query.Wait > TimeSpan.Zero;
        return (batch, wait ? _signals.Next(query.Job) : null);
    }
}
