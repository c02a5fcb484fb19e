using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ShuffleOrleans.Gateway.Health;

/// <summary>One check of a <see cref="HealthAnswer"/>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Status">Healthy, Degraded or Unhealthy.</param>
/// <param name="Reason">What the check says about it, or null if it says nothing.</param>
/// <param name="Data">What else the check says, by name: of a check that fails, each reason.</param>
internal sealed record HealthCheckAnswer(string Name, string Status, string? Reason, IReadOnlyDictionary<string, string> Data)
{
    public static HealthCheckAnswer Of(string name, HealthReportEntry entry)
        => new(name, entry.Status.ToString(), entry.Description ?? entry.Exception?.Message,
            entry.Data.ToDictionary(item => item.Key, item => Convert.ToString(item.Value, CultureInfo.InvariantCulture) ?? ""));
}
