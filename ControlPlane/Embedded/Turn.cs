using ShuffleOrleans.ControlPlane.Facts;
using ShuffleOrleans.ControlPlane.Inspection;
using ShuffleOrleans.ControlPlane.Jobs;
using ShuffleOrleans.ControlPlane.State;
using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.ControlPlane.Embedded;

/// <summary>
/// One command's time alone with the state. Facts are applied as they are raised, so that the command sees what it did, and gathered for the journal. Lives
/// for one command.
/// </summary>
/// <param name="state">All machines.</param>
/// <param name="now">The time of this turn.</param>
internal sealed class Turn(ControlPlaneState state, DateTimeOffset now)
{
    private readonly List<ControlPlaneFact> _facts = [];
    private readonly List<ServiceEvent> _events = [];

    public ControlPlaneState State { get; } = state;

    public DateTimeOffset Now { get; } = now;

    public IReadOnlyList<ControlPlaneFact> Facts => _facts;

    /// <summary>What people are to be told of this turn, not numbered yet.</summary>
    public IReadOnlyList<ServiceEvent> Events => _events;

    /// <summary>The earliest deadline that this turn has set.</summary>
    public DateTimeOffset EarliestDeadline { get; private set; } = DateTimeOffset.MaxValue;

    public void Raise(ControlPlaneFact? fact)
    {
        if (fact is not null)
        {
            State.Apply(fact);
            _facts.Add(fact);
            if (FactEvents.Of(fact, fact is AttemptFact { Attempt: var attempt } ? State.FindAttempt(attempt) : null, Now) is { } told)
            {
                _events.Add(told);
            }
        }
    }

    /// <summary>Tells people of something that is no fact.</summary>
    public void Tell(IEnumerable<ServiceEvent> events) => _events.AddRange(events);

    /// <summary>Says that something is to happen then, unless it is put off.</summary>
    public void Watch(DateTimeOffset deadline) => EarliestDeadline = deadline < EarliestDeadline ? deadline : EarliestDeadline;

    /// <summary>The job, if this instance speaks for it.</summary>
    public JobMachine RequireJob(JobId id, JobInstanceId instance)
    {
        JobMachine job = RequireJob(id);
        job.Ownership.RequireInstance(instance);
        return job;
    }

    public JobMachine RequireJob(JobId id) => State.Job(id) ?? throw JobOwnership.NotRegistered(id);
}
