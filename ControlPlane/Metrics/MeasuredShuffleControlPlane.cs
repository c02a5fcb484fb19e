using System.Diagnostics;

namespace ShuffleOrleans.ControlPlane.Metrics;

/// <summary>Times the calls that engines make, counts what became of allocations, and makes spans of those that place or release data.</summary>
/// <param name="inner">Does the work; stays its maker's.</param>
/// <param name="metrics">Counts.</param>
/// <param name="time">The clock.</param>
public sealed class MeasuredShuffleControlPlane(IShuffleControlPlane inner, ControlPlaneMetrics metrics, TimeProvider time) : IShuffleControlPlane
{
    private readonly CallMeter _calls = new(metrics, time);

    /// <inheritdoc/>
    public Task<JobRegistration> RegisterJobAsync(JobRegistrationRequest request, CancellationToken cancellationToken)
        => _calls.MeasureAsync("RegisterJob", () => inner.RegisterJobAsync(request, cancellationToken));

    /// <inheritdoc/>
    public Task<JobHeartbeatReply> HeartbeatJobAsync(JobHeartbeat heartbeat, CancellationToken cancellationToken)
        => _calls.MeasureAsync("HeartbeatJob", () => inner.HeartbeatJobAsync(heartbeat, cancellationToken));

    /// <inheritdoc/>
    public Task UnregisterJobAsync(JobUnregistration request, CancellationToken cancellationToken)
        => _calls.MeasureAsync("UnregisterJob", () => inner.UnregisterJobAsync(request, cancellationToken));

    /// <inheritdoc/>
    public async Task<PartitionAllocationReply> AllocatePartitionsAsync(PartitionAllocationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Activity? span = CallMeter.StartSpan("allocate")?
            .SetTag("shuffle.job", request.Job.ToString())
            .SetTag("shuffle.partition.count", request.Partitions?.Count ?? 0);
        string outcome = "failed";
        try
        {
            PartitionAllocationReply reply = await _calls.MeasureAsync(
                "AllocatePartitions", () => inner.AllocatePartitionsAsync(request, cancellationToken), span).ConfigureAwait(false);
            outcome = "allocated";
            return reply;
        }
        catch (ShuffleException e)
        {
            outcome = e.Code.ToString();
            throw;
        }
        finally
        {
            metrics.OnAllocated(request.Partitions?.Count ?? 0, outcome);
        }
    }

    /// <inheritdoc/>
    public Task ReleasePartitionsAsync(PartitionReleaseRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Activity? span = CallMeter.StartSpan("release")?
            .SetTag("shuffle.job", request.Job.ToString())
            .SetTag("shuffle.partition.count", request.Attempts?.Count ?? 0);
        return _calls.MeasureAsync("ReleasePartitions", () => inner.ReleasePartitionsAsync(request, cancellationToken), span);
    }

    /// <inheritdoc/>
    public Task<PartitionEventBatch> GetPartitionEventsAsync(PartitionEventQuery query, CancellationToken cancellationToken)
        => _calls.MeasureAsync("GetPartitionEvents", () => inner.GetPartitionEventsAsync(query, cancellationToken));

    /// <inheritdoc/>
    public Task<PartitionListReply> ListPartitionsAsync(PartitionListRequest request, CancellationToken cancellationToken)
        => _calls.MeasureAsync("ListPartitions", () => inner.ListPartitionsAsync(request, cancellationToken));
}
