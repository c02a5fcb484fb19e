using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using ShuffleOrleans.Protocol.Inspection.Service;
using ShuffleOrleans.Protocol.Inspection.Workers;

namespace ShuffleOrleans.Protocol.Inspection.Answers;

/// <summary>One worker as the control plane knows it, with what it alone knows.</summary>
public sealed record WorkerDetail : WorkerSummary
{
    /// <summary>For the reader of JSON.</summary>
    [JsonConstructor]
    public WorkerDetail()
    {
    }

    /// <summary>A worker with its inside.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="inside">Its inside; null if it did not answer.</param>
    /// <param name="missing">The worker itself, if it did not answer.</param>
    [SetsRequiredMembers]
    public WorkerDetail(WorkerSummary worker, WorkerInside? inside, IReadOnlyList<MissingWorker> missing)
        : base(worker)
    {
        Inside = inside;
        Missing = missing;
    }

    /// <summary>What it alone knows; null while it does not answer.</summary>
    public required WorkerInside? Inside { get; init; }

    /// <summary>The worker itself, with the reason, if it did not answer.</summary>
    public required IReadOnlyList<MissingWorker> Missing { get; init; }
}
