using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ShuffleOrleans.Standalone;

/// <summary>Ready when the worker is registered and can take partitions.</summary>
internal sealed class WorkerHealthCheck(WorkerService worker) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        => Task.FromResult(worker.IsRegistered ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The worker is not registered with the control plane."));
}
