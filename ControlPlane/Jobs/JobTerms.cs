using ShuffleOrleans.ControlPlane.Settings;
using ShuffleOrleans.ControlPlane.Validation;

namespace ShuffleOrleans.ControlPlane.Jobs;

/// <summary>What the service grants jobs: how long they may be silent, how many there may be, how many partitions each may have. Immutable.</summary>
/// <param name="options">The service's settings.</param>
internal sealed class JobTerms(ControlPlaneOptions options)
{
    /// <summary>How long the job may be silent: its wish within the service's bounds.</summary>
    public TimeSpan TimeoutOf(JobRegistrationRequest request)
    {
        TimeSpan wanted = request.HeartbeatTimeout ?? options.JobHeartbeatTimeout;
        return TimeSpan.FromTicks(Math.Clamp(wanted.Ticks, options.MinJobHeartbeatTimeout.Ticks, options.MaxJobHeartbeatTimeout.Ticks));
    }

    /// <summary>The answer to a JobMaster whose job is registered.</summary>
    public JobRegistration AnswerTo(JobOwnership job, long lastEventSequence)
    {
        TimeSpan interval = TimeSpan.FromTicks(Math.Min(options.JobHeartbeatInterval.Ticks, job.HeartbeatTimeout.Ticks / 3));
        return new JobRegistration(job.Job, job.Instance, interval, job.HeartbeatTimeout, lastEventSequence);
    }

    /// <summary>Refuses one more job than the service holds.</summary>
    public void RequireRoomForJob(int jobCount) => Require.That(
        jobCount < options.MaxJobs,
        "Job",
        $"cannot be registered: this service holds {options.MaxJobs} jobs, its limit (MaxJobs). End jobs or raise it.");

    /// <summary>Refuses more attempts than a job may have.</summary>
    public void RequireRoomForAttempts(long attemptCount) => Require.That(
        attemptCount <= options.MaxPartitionsPerJob,
        "Partitions",
        $"would give the job more than {options.MaxPartitionsPerJob} attempts, the limit of this service (MaxPartitionsPerJob). Release some.");
}
