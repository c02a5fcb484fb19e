using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace ShuffleOrleans.Protocol.Inspection.Service;

/// <summary>A job with its data sets and what happened to it of late.</summary>
public sealed record JobDetail : JobSummary
{
    /// <summary>For the reader of JSON.</summary>
    [JsonConstructor]
    public JobDetail()
    {
    }

    /// <summary>A job with its details.</summary>
    /// <param name="job">The job.</param>
    /// <param name="dataSets">Its data sets, by id.</param>
    /// <param name="events">The newest events about it, oldest first.</param>
    [SetsRequiredMembers]
    public JobDetail(JobSummary job, IReadOnlyList<DataSetSummary> dataSets, IReadOnlyList<ServiceEvent> events)
        : base(job)
    {
        DataSets = dataSets;
        Events = events;
    }

    /// <summary>Its data sets, by id.</summary>
    public required IReadOnlyList<DataSetSummary> DataSets { get; init; }

    /// <summary>The newest events about it, oldest first.</summary>
    public required IReadOnlyList<ServiceEvent> Events { get; init; }
}
