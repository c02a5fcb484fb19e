using ShuffleOrleans.ControlPlane.Facts;

namespace ShuffleOrleans.ControlPlane.Workers;

/// <summary>
/// One shuffle worker: which process serves its data, until when it may be silent, what it holds, what it has still to delete, and which of its changes are
/// taken in. Born with <see cref="WorkerRegistered"/>, gone with <see cref="WorkerForgotten"/>. No I/O and no clock; its owner gives it one command at a
/// time.
/// </summary>
/// <remarks>Active → Gone (left or silent; the recovery window runs) → Active again by registering, or forgotten.</remarks>
internal sealed class WorkerMachine
{
    private readonly WorkerDuties _duties;
    private WorkerRegistered _registration;
    private long? _acknowledgedSequence;

    public WorkerMachine(WorkerRegistered registration)
    {
        _registration = registration;
        _duties = new WorkerDuties(Id);
    }

    public WorkerMachine(WorkerRestored restored)
        : this(restored.Registration)
    {
        IsGone = restored.Gone;
        ExcludedFor = restored.ExcludedFor;
        _acknowledgedSequence = restored.AcknowledgedSequence;
        _duties.Restore(restored.ReleaseOrders);
        foreach (OrphansFound orphans in restored.Orphans)
        {
            Orphans.Apply(orphans);
        }
    }

    public WorkerId Id => Location.Worker;

    public WorkerLocation Location => _registration.Location;

    public string Rack => _registration.Rack;

    public bool IsGone { get; private set; }

    /// <summary>Why an operator has taken it out; null if none has. Outlives its processes.</summary>
    public string? ExcludedFor { get; private set; }

    /// <summary>What it last said of itself; null until this control plane has heard it. Not part of the durable state.</summary>
    public WorkerLoad? Load { get; private set; }

    /// <summary>While active: when it counts as lost. While gone: when it is forgotten.</summary>
    public DateTimeOffset Deadline { get; private set; }

    /// <summary>The attempts it is intended to hold: allocated, being written or committed.</summary>
    public IReadOnlySet<PartitionAttemptId> Held => _duties.Held;

    /// <summary>The attempts it has been told to delete and has not confirmed.</summary>
    public IReadOnlySet<PartitionAttemptId> ReleaseOrders => _duties.ReleaseOrders;

    /// <summary>Committed data of jobs that are not registered.</summary>
    public OrphanedData Orphans { get; } = new();

    public long AcknowledgedSequence => _acknowledgedSequence ?? 0;

    /// <summary>What this registration changes about the worker itself: null if this very process is registered at this very place.</summary>
    public WorkerRegistered? Register(WorkerLocation location, string rack)
        => !IsGone && location == Location && rack == Rack ? null : new WorkerRegistered(location, rack);

    /// <summary>Refuses a report of a process that is not the registered one, or of a worker that counts as gone: it must bring its inventory first.</summary>
    public void RequireActive(WorkerIncarnationId incarnation)
    {
        if (IsGone || incarnation != Location.Incarnation)
        {
            throw NotRegistered(Id, IsGone ? "counts as gone" : $"is registered with incarnation {Location.Incarnation}, not {incarnation}");
        }
    }

    /// <summary>
    /// The changes that are not taken in yet. After a registration the first report may begin anywhere: what came before lies in the inventory.
    /// </summary>
    public IReadOnlyList<PartitionChange> NewChanges(IReadOnlyList<PartitionChange> changes)
    {
        if (_acknowledgedSequence is { } acknowledged && changes.Count > 0 && changes[0].Sequence > acknowledged + 1)
        {
            throw NotRegistered(Id, $"skipped changes {acknowledged + 1} to {changes[0].Sequence - 1}");
        }

        return [.. changes.SkipWhile(change => change.Sequence <= AcknowledgedSequence)];
    }

    public static ShuffleException NotRegistered(WorkerId worker, string why)
        => new(ShuffleErrorCode.WorkerNotRegistered, $"Worker {worker} {why}: register again, with the inventory.");

    /// <summary>When it reported last; null if nobody has noted it. Not part of the durable state.</summary>
    public DateTimeOffset? HeardAt { get; private set; }

    public void Heard(WorkerLoad load, DateTimeOffset deadline, DateTimeOffset? now = null)
    {
        Load = load;
        Deadline = deadline;
        HeardAt = now;
    }

    /// <summary>
    /// The next report may begin anywhere: what came before lies in the inventory that has just been compared. Not part of the durable state.
    /// </summary>
    public void ExpectAnyChange() => _acknowledgedSequence = null;

    /// <summary>Grants silence until then: after a restart of the control plane, or when the recovery window begins.</summary>
    public void WaitUntil(DateTimeOffset deadline) => Deadline = deadline;

    public void Apply(WorkerRegistered registration)
    {
        _acknowledgedSequence = null;
        _registration = registration;
        IsGone = false;
    }

    public void Apply(WorkerReported reported) => _acknowledgedSequence = reported.ThroughSequence;

    public void ApplyGone()
    {
        IsGone = true;
        Load = null;
    }

    public void Apply(WorkerExcluded excluded) => ExcludedFor = excluded.Reason;

    public void ApplyIncluded() => ExcludedFor = null;

    public void Apply(ReleaseOrdered order)
    {
        Orphans.Remove(order.Attempt);
        _duties.Order(order.Attempt);
    }

    public void Apply(ReleaseDone done)
    {
        Orphans.Remove(done.Attempt);
        _duties.Confirm(done.Attempt);
    }

    /// <summary>Takes note of what happened to an attempt of which it has a share.</summary>
    /// <param name="fact">What happened.</param>
    /// <param name="share">Its share, after it.</param>
    public void Apply(AttemptFact fact, ShareRecord share)
    {
        if (fact is AttemptAdopted)
        {
            Orphans.Remove(fact.Attempt);
        }

        _duties.Apply(fact, share);
    }

    /// <summary>An attempt that a snapshot brought back.</summary>
    public void Restore(PartitionAttemptId attempt) => _duties.Restore(attempt);

    public WorkerRestored Describe() => new(_registration, IsGone, _acknowledgedSequence, [.. ReleaseOrders], Orphans.Describe(Id), ExcludedFor);
}
