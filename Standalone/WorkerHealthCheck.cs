using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ShuffleOrleans.Standalone;

/// <summary>
/// Ready once the worker has registered with the control plane. Says nothing about its disks: the assignment leaves out a worker without a usable one.
/// </summary>
internal sealed class WorkerHealthCheck(WorkerService worker) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        => Task.FromResult(
            worker.IsRegistered ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The worker is not registered with the control plane."));
}
