using ShuffleOrleans.ControlPlane.Facts;
using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.ControlPlane.Jobs;

/// <summary>
/// Who speaks for a registered job, and until when it may be silent: its registration, the instances that were replaced, its deadline. Born with
/// <see cref="JobRegistered"/>. Owned by the job's state machine; no I/O, no clock, not safe for several threads.
/// </summary>
/// <param name="registration">The registration in force.</param>
/// <param name="fencedInstances">The instances it replaced, oldest first.</param>
internal sealed class JobOwnership(JobRegistered registration, IEnumerable<JobInstanceId> fencedInstances)
{
    /// <summary>How many replaced instances are remembered, so that a fenced JobMaster cannot take its job back.</summary>
    private const int RememberedInstances = 16;

    private readonly List<JobInstanceId> _fenced = [.. fencedInstances];

    /// <summary>The registration in force.</summary>
    public JobRegistered Registration { get; private set; } = registration;

    public IReadOnlyList<JobInstanceId> FencedInstances => _fenced;

    public JobId Job => Registration.Job;

    public JobInstanceId Instance => Registration.Instance;

    public TimeSpan HeartbeatTimeout => Registration.HeartbeatTimeout;

    /// <summary>How the job wants its partitions kept.</summary>
    public StorageChoice Storage => Registration.Storage;

    /// <summary>Every epoch of the job is greater: whatever an earlier job of this id was given can never be given again.</summary>
    public long EpochFloor => Registration.EpochFloor;

    /// <summary>When the job expires unless it is heard before.</summary>
    public DateTimeOffset Deadline { get; private set; }

    /// <summary>The answer to whoever asks for a job that is not there.</summary>
    public static ShuffleException NotRegistered(JobId job) => new(
        ShuffleErrorCode.JobNotFound,
        $"Job {job} is not registered: it never was, has ended, or was silent for too long and has expired. Register it again.");

    /// <summary>What registering with this request means: null if this very instance is registered already.</summary>
    public JobRegistered? TakeOver(JobRegistrationRequest request, TimeSpan heartbeatTimeout)
    {
        if (request.Instance == Instance)
        {
            return null;
        }

        if (_fenced.Contains(request.Instance))
        {
            throw Fenced(request.Instance);
        }

        return new JobRegistered(
            Job,
            request.Instance,
            request.Name,
            request.AssignmentStrategy,
            heartbeatTimeout,
            request.Storage,
            EpochFloor,
            Registration.FirstAt,
            Registration.Takeovers + 1);
    }

    /// <summary>Refuses an instance that does not speak for the job.</summary>
    public void RequireInstance(JobInstanceId instance)
    {
        if (instance != Instance)
        {
            throw Fenced(instance);
        }
    }

    public void Heard(DateTimeOffset now) => Deadline = now + HeartbeatTimeout;

    public void Apply(JobRegistered takenOver)
    {
        _fenced.Add(Instance);
        if (_fenced.Count > RememberedInstances)
        {
            _fenced.RemoveAt(0);
        }

        Registration = takenOver;
    }

    private ShuffleException Fenced(JobInstanceId instance) => new(
        ShuffleErrorCode.JobInstanceFenced,
        $"Instance {instance} no longer speaks for job {Job}: a newer JobMaster process has taken it over. Stop this one.");
}
