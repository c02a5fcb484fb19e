using System.Globalization;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Protocol.ControlPlane.Http;

/// <summary>The paths of the control API: templates for the service, and the same paths filled in for the client, relative to the service's address.</summary>
public static class ControlRoutes
{
    /// <summary>Who answers here.</summary>
    public const string Info = "/v1/info";

    /// <summary>The group that all templates below belong to.</summary>
    public const string Prefix = "/v1/control";

    /// <summary>PUT registers the job, DELETE ends it.</summary>
    public const string Job = "/jobs/{job}";

    /// <summary>POST: a sign of life.</summary>
    public const string Heartbeat = Job + "/heartbeat";

    /// <summary>GET: a page of the job's partitions.</summary>
    public const string Partitions = Job + "/partitions";

    /// <summary>POST: workers for partition attempts.</summary>
    public const string Allocate = Partitions + ":allocate";

    /// <summary>POST: partition attempts are not needed any more.</summary>
    public const string Release = Partitions + ":release";

    /// <summary>GET: the job's events, by long poll.</summary>
    public const string Events = Job + "/events";

    /// <summary>The path of a template for one job, without the leading slash.</summary>
    public static string PathOf(string template, JobId job)
    {
        ArgumentNullException.ThrowIfNull(template);
        return string.Concat(Prefix.AsSpan(1), template.Replace("{job}", job.ToString(), StringComparison.Ordinal));
    }

    /// <summary>The path and query that end a job.</summary>
    public static string PathOf(JobUnregistration request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return $"{PathOf(Job, request.Job)}?instance={request.Instance}";
    }

    /// <summary>The path and query that list partitions.</summary>
    public static string PathOf(PartitionListRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        string dataSet = request.DataSet is { } id ? $"&dataSet={id}" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{PathOf(Partitions, request.Job)}?skip={request.Skip}&take={request.Take}{dataSet}");
    }

    /// <summary>The path and query that ask for events.</summary>
    public static string PathOf(PartitionEventQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        string path = PathOf(Events, query.Job);
        string wait = Uri.EscapeDataString(query.Wait.ToString("c", CultureInfo.InvariantCulture));
        return string.Create(
            CultureInfo.InvariantCulture, $"{path}?instance={query.Instance}&afterSequence={query.AfterSequence}&max={query.MaxEvents}&wait={wait}");
    }
}
