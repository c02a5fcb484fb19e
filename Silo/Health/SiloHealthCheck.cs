using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ShuffleOrleans.Silo.Health;

/// <summary>Ready as long as the silo is an active member of its cluster, in its own eyes.</summary>
internal sealed class SiloHealthCheck(ISiloStatusOracle membership) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        => Task.FromResult(membership.CurrentStatus == SiloStatus.Active
            ? HealthCheckResult.Healthy($"{membership.GetActiveSilos().Length} silos are active.")
            : HealthCheckResult.Unhealthy($"The silo is {membership.CurrentStatus}."));
}
