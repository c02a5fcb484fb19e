using ShuffleOrleans.ControlPlane.Facts;

namespace ShuffleOrleans.ControlPlane.Workers;

/// <summary>
/// One worker of a cluster, where partitions decide elsewhere: the worker itself, what groups of partitions intend there, what it is to delete that no
/// partition speaks for, and who has still to hear of its end. No I/O and no clock; its owner gives it one command at a time.
/// </summary>
/// <remarks>
/// Registered → reporting (its inventory has been compared) → gone (left or died; the recovery window runs) → registered again, or forgotten. What memory
/// lost it makes up for by registering: a restored worker is not reporting.
/// </remarks>
internal sealed class ClusterWorker
{
    // As many as a worker can confirm in one report; the rest follows when these are confirmed.
    private const int MaxOrdersPerReply = WorkerHeartbeat.MaxChanges;

    private readonly HashSet<PartitionGroupId> _toldOfEnd = [];
    private readonly HashSet<JobId> _askedAbout = [];

    /// <summary>A worker that registers for the first time.</summary>
    public ClusterWorker(WorkerRegistered registration)
    {
        Machine = new WorkerMachine(registration);
        Groups = new WorkerGroups();
    }

    /// <summary>A worker as it was stored.</summary>
    public ClusterWorker(WorkerRegistered registration, WorkerDeparture? departure, IEnumerable<GroupStretch> groups, string? excludedFor = null)
    {
        Machine = new WorkerMachine(new WorkerRestored(registration, departure is not null, null, [], [], excludedFor));
        Groups = new WorkerGroups(groups);
        Departure = departure;
    }

    /// <summary>Its process, load, acknowledged changes, orphans, and the orders without a partition.</summary>
    public WorkerMachine Machine { get; }

    public WorkerGroups Groups { get; }

    /// <summary>How it went; null while it is here.</summary>
    public WorkerDeparture? Departure { get; private set; }

    /// <summary>Whether its inventory has been compared since this memory began: its reports and its load count.</summary>
    public bool IsReporting { get; private set; }

    /// <summary>Whether all that is left to do is to clear what is stored.</summary>
    public bool IsForgotten { get; private set; }

    /// <summary>Its load, once it counts.</summary>
    public WorkerLoad? Load => IsReporting ? Machine.Load : null;

    /// <summary>The groups that have not heard yet that it is gone, or while it is being forgotten, of that.</summary>
    public IReadOnlyList<PartitionGroupId> Untold => [.. Groups.All.Where(group => !_toldOfEnd.Contains(group))];

    /// <summary>The jobs for which something is kept here, and which have not been asked since whether they are there.</summary>
    public IReadOnlyList<JobId> Unasked => [.. Machine.Orphans.Jobs.Where(job => !_askedAbout.Contains(job))];

    /// <summary>What it is to delete, as much as fits an answer.</summary>
    public IReadOnlyList<PartitionAttemptId> Orders => [.. Groups.Orders.Concat(Machine.ReleaseOrders).Distinct().Take(MaxOrdersPerReply)];

    /// <summary>A process registers. What it holds is compared after this.</summary>
    public void Register(WorkerLocation location, string rack)
    {
        if (Machine.Register(location, rack) is { } registered)
        {
            Machine.Apply(registered);
            IsReporting = false;
        }

        Departure = null;
        _toldOfEnd.Clear();
        Groups.DropEmpty();
    }

    /// <summary>All groups have compared the inventory: from now on its reports count, wherever their numbers begin.</summary>
    public void Compared(WorkerLoad load, DateTimeOffset? now = null)
    {
        Hear(load, now);
        Machine.ExpectAnyChange();
        IsReporting = true;
    }

    /// <summary>It said how it is. Its silence means nothing here: membership speaks for its silo.</summary>
    public void Hear(WorkerLoad load, DateTimeOffset? now = null) => Machine.Heard(load, DateTimeOffset.MaxValue, now);

    /// <summary>Refuses a report of another process than the registered one, of a gone worker, or of one whose inventory has not been compared.</summary>
    public void RequireReporting(WorkerIncarnationId incarnation)
    {
        Machine.RequireActive(incarnation);
        if (!IsReporting)
        {
            throw WorkerMachine.NotRegistered(Machine.Id, "has moved within the control plane, which knows little of it now");
        }
    }

    /// <summary>It has left or died.</summary>
    public void Depart(WorkerDeparture departure)
    {
        Machine.ApplyGone();
        Departure = departure;
        IsReporting = false;
        _toldOfEnd.Clear();
    }

    /// <summary>When something is due next: the end of a grace time, of the recovery window, or now, if there are groups to tell. Null if nothing is.</summary>
    public DateTimeOffset? NextDeadline(DateTimeOffset now, TimeSpan recoveryWindow)
    {
        DateTimeOffset? grace = Machine.Orphans.NextDeadline;
        if (Departure is not { } departure)
        {
            return grace;
        }

        DateTimeOffset window = Untold.Count > 0 ? now : departure.Since + recoveryWindow;
        return grace < window ? grace : window;
    }

    /// <summary>A job has been asked whether it is there, after everybody could know that something is kept for it.</summary>
    public void AskedAbout(JobId job)
    {
        _askedAbout.IntersectWith(Machine.Orphans.Jobs);
        _askedAbout.Add(job);
    }

    /// <summary>A group has heard of its end as far as it has come.</summary>
    public void Told(PartitionGroupId group) => _toldOfEnd.Add(group);

    /// <summary>The recovery window is over: everybody has to hear once more.</summary>
    public void BeginToForget()
    {
        if (Departure is { IsOver: false } departure)
        {
            Departure = departure with { IsOver = true };
            _toldOfEnd.Clear();
        }
    }

    /// <summary>Everybody has heard.</summary>
    public void Forget() => IsForgotten = true;

    /// <summary>The part of the inventory that groups are to judge: an order to delete that no partition gave stands.</summary>
    public ILookup<PartitionGroupId, StoredPartition> ToJudge(IReadOnlyList<StoredPartition> inventory)
        => inventory.Where(stored => !Machine.ReleaseOrders.Contains(stored.Attempt)).ToLookup(stored => PartitionGroupId.Of(stored.Attempt.Partition));

    /// <summary>What was kept for a job that may come back, and is sound no more, is to be deleted: it may lie there as a damaged file.</summary>
    public void OrderAbsent(IReadOnlyList<StoredPartition> inventory)
    {
        HashSet<PartitionAttemptId> present = [.. inventory.Select(stored => stored.Attempt)];
        foreach (PartitionAttemptId attempt in Kept().Where(attempt => !present.Contains(attempt)).ToArray())
        {
            Order(attempt);
        }
    }

    /// <summary>A group has judged what the worker reported or brought.</summary>
    /// <param name="judged">What is stored there of it.</param>
    /// <param name="unwanted">What is to be deleted and no partition speaks for.</param>
    /// <param name="unclaimed">What nobody can speak for now.</param>
    /// <param name="graceEnd">Until when that is kept.</param>
    /// <returns>Whether there are orders that were not there before.</returns>
    public bool Take(
        IEnumerable<PartitionAttemptId> judged,
        IReadOnlyList<PartitionAttemptId> unwanted,
        IReadOnlyList<StoredPartition> unclaimed,
        DateTimeOffset graceEnd)
    {
        HashSet<PartitionAttemptId> stillUnclaimed = [.. unclaimed.Select(stored => stored.Attempt)];
        foreach (PartitionAttemptId claimed in judged.Where(attempt => !stillUnclaimed.Contains(attempt)))
        {
            Machine.Orphans.Remove(claimed);
        }

        PartitionAttemptId[] newOrders = [.. unwanted.Where(attempt => !Machine.ReleaseOrders.Contains(attempt))];
        Array.ForEach(newOrders, Order);
        Keep(unclaimed, graceEnd);
        return newOrders.Length > 0;
    }

    /// <summary>Of what the changes end with, nothing is left on the worker: orders that no partition gave are carried out.</summary>
    public void Confirm(IReadOnlyList<PartitionChange> changes)
    {
        foreach (PartitionChange last in changes.GroupBy(change => change.Attempt).Select(ofAttempt => ofAttempt.Last()))
        {
            if (last.Kind is PartitionChangeKind.Released or PartitionChangeKind.Failed)
            {
                Machine.Apply(new ReleaseDone(Machine.Id, last.Attempt));
            }
        }
    }

    /// <summary>Orders to be deleted what was kept for its grace time in vain.</summary>
    /// <returns>Whether there was any.</returns>
    public bool DropUnclaimed(DateTimeOffset now)
    {
        PartitionAttemptId[] dropped =
            [.. Machine.Orphans.ExpiredAt(now).SelectMany(Machine.Orphans.Of).Select(stored => stored.Attempt)];
        Array.ForEach(dropped, Order);
        return dropped.Length > 0;
    }

    private void Keep(IReadOnlyList<StoredPartition> unclaimed, DateTimeOffset graceEnd)
    {
        bool IsNews(StoredPartition stored) => !Machine.ReleaseOrders.Contains(stored.Attempt) && !Machine.Orphans.Contains(stored.Attempt);
        foreach (IGrouping<JobId, StoredPartition> ofJob in unclaimed.Where(IsNews).GroupBy(stored => stored.Attempt.Partition.Job))
        {
            Machine.Orphans.Apply(new OrphansFound(Machine.Id, ofJob.Key, [.. ofJob]));
            Machine.Orphans.StartGrace(ofJob.Key, graceEnd);
        }
    }

    private IEnumerable<PartitionAttemptId> Kept() => Machine.Orphans.Jobs.SelectMany(Machine.Orphans.Of).Select(stored => stored.Attempt);

    private void Order(PartitionAttemptId attempt) => Machine.Apply(new ReleaseOrdered(Machine.Id, attempt));
}
