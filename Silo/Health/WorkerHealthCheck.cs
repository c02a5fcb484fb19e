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
    {
        IReadOnlyDictionary<string, string> reasons = worker.NotReady;
        return Task.FromResult(reasons.Count == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy(
                reasons.Values.First(), data: reasons.ToDictionary(reason => reason.Key, object (reason) => reason.Value)));
    }
}
