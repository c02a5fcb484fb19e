using ShuffleOrleans.ControlPlane.Jobs;
using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.ControlPlane.Inspection;

/// <summary>Shows a job as its machine knows it.</summary>
internal static class JobPortrait
{
    /// <summary>The job without its attempts.</summary>
    /// <param name="job">Who speaks for it.</param>
    public static JobSummary Of(JobOwnership job) => new()
    {
        Job = job.Job,
        Name = job.Registration.Name,
        RegisteredAt = job.Registration.FirstAt,
        HeartbeatDeadline = job.Deadline,
        HeartbeatTimeoutSeconds = job.HeartbeatTimeout.TotalSeconds,
        Durability = job.Storage.Durability,
        PreferredDiskKind = job.Storage.PreferredDiskKind,
        AssignmentStrategy = job.Registration.AssignmentStrategy,
        DataSetCount = 0,
        Attempts = StateTally.Sum([]),
        PayloadBytes = 0,
        Takeovers = job.Registration.Takeovers,
    };

    /// <summary>The job with what its data sets sum up to.</summary>
    public static JobSummary With(JobSummary job, IReadOnlyCollection<DataSetSummary> dataSets) => job with
    {
        DataSetCount = dataSets.Count,
        Attempts = StateTally.Sum(dataSets.Select(dataSet => dataSet.Attempts)),
        PayloadBytes = dataSets.Sum(dataSet => dataSet.PayloadBytes),
    };
}
