using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ShuffleOrleans.Gateway.Health;

/// <summary>One check of a <see cref="HealthAnswer"/>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Status">Healthy, Degraded or Unhealthy.</param>
/// <param name="Reason">What the check says about it, or null if it says nothing.</param>
internal sealed record HealthCheckAnswer(string Name, string Status, string? Reason)
{
    public static HealthCheckAnswer Of(string name, HealthReportEntry entry)
        => new(name, entry.Status.ToString(), entry.Description ?? entry.Exception?.Message);
}
