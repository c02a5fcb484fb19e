using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ShuffleOrleans.Gateway.Health;

/// <summary>The reply of the health endpoints.</summary>
/// <param name="Status">Healthy, Degraded or Unhealthy: the worst of the checks.</param>
/// <param name="Checks">Each check, those that are not healthy first.</param>
internal sealed record HealthAnswer(string Status, IReadOnlyList<HealthCheckAnswer> Checks)
{
    public static HealthAnswer Of(HealthReport report)
    {
        IEnumerable<HealthCheckAnswer> checks = report.Entries
            .OrderBy(entry => entry.Value.Status)
            .ThenBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => HealthCheckAnswer.Of(entry.Key, entry.Value));
        return new HealthAnswer(report.Status.ToString(), [.. checks]);
    }
}
