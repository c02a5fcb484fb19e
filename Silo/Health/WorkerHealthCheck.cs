using Microsoft.Extensions.Diagnostics.HealthChecks;
using ShuffleOrleans.Silo.Worker;

namespace ShuffleOrleans.Silo.Health;

/// <summary>
/// Ready as long as the worker can be given new partitions: the grains take its reports, and one of its data directories takes partitions. What it holds is
/// served all the same.
/// </summary>
internal sealed class WorkerHealthCheck(WorkerService worker) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        => Task.FromResult(worker.WhyNotReady is string reason ? HealthCheckResult.Unhealthy(reason) : HealthCheckResult.Healthy());
}
