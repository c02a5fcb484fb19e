using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Samples.BatchEngine.Reports;

/// <summary>Where people can look at a job while it runs.</summary>
internal static class DashboardAddress
{
    /// <summary>The page of a job.</summary>
    /// <param name="service">Base address of the service; null if it is not known.</param>
    /// <param name="job">The job.</param>
    /// <returns>Null where there is no gateway to ask.</returns>
    public static string? Of(Uri? service, JobId job) =>
        service is not null && (service.Scheme == Uri.UriSchemeHttp || service.Scheme == Uri.UriSchemeHttps)
            ? $"{service.GetLeftPart(UriPartial.Authority)}/dashboard/#/jobs/{job}"
            : null;
}
