using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ShuffleOrleans.Standalone;

/// <summary>
/// Ready as long as the worker can be given new partitions: the control plane takes its reports, and one of its data directories takes partitions. What it
/// holds is served all the same.
/// </summary>
internal sealed class WorkerHealthCheck(WorkerService worker) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        => Task.FromResult(worker.WhyNotReady is string reason ? HealthCheckResult.Unhealthy(reason) : HealthCheckResult.Healthy());
}
