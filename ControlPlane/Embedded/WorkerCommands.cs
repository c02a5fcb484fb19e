using ShuffleOrleans.ControlPlane.Facts;
using ShuffleOrleans.ControlPlane.Inspection;
using ShuffleOrleans.ControlPlane.Partitions;
using ShuffleOrleans.ControlPlane.Validation;
using ShuffleOrleans.ControlPlane.Workers;

namespace ShuffleOrleans.ControlPlane.Embedded;

/// <summary>What a worker can report. Each method is one turn.</summary>
internal sealed class WorkerCommands(EmbeddedControlPlaneOptions options)
{
    // As many as a worker can confirm in one report; the rest follows when these are confirmed.
    private const int MaxOrdersPerReply = WorkerHeartbeat.MaxChanges;

    private readonly InventoryReconciliation _inventory = new(options.UnknownJobGrace);

    public WorkerRegistrationReply Register(Turn turn, WorkerRegistration registration)
    {
        WorkerLocation location = new(registration.Worker, registration.Incarnation, registration.Host, registration.DataPort);
        WorkerMachine? known = turn.State.Worker(registration.Worker);
        Require.That(
            known is not null || turn.State.Workers.Count < options.MaxWorkers,
            "Worker",
            $"cannot be registered: this service has {options.MaxWorkers} workers, its limit (MaxWorkers). Raise it.");
        // Also of the same process, once it has reported: what its inventory covers it does not report any more, so its next report may begin anywhere.
        turn.Raise(known is null or { AcknowledgedSequence: > 0 }
            ? new WorkerRegistered(location, registration.Rack)
            : known.Register(location, registration.Rack));

        WorkerMachine worker = turn.State.Worker(registration.Worker)!;
        _inventory.Reconcile(turn, worker, registration.Inventory);
        Hear(turn, worker, registration.Load);
        return new WorkerRegistrationReply(options.WorkerHeartbeatInterval, options.WorkerHeartbeatTimeout, OrdersFor(worker));
    }

    public WorkerHeartbeatReply Heartbeat(Turn turn, WorkerHeartbeat heartbeat)
    {
        WorkerMachine worker = turn.State.Worker(heartbeat.Worker) ?? throw WorkerMachine.NotRegistered(heartbeat.Worker, "is not known");
        worker.RequireActive(heartbeat.Incarnation);
        IReadOnlyList<PartitionChange> changes = worker.NewChanges(heartbeat.Changes);
        foreach (PartitionChange change in changes)
        {
            Take(turn, worker, change);
        }

        if (changes.Count > 0)
        {
            turn.Raise(new WorkerReported(worker.Id, changes[^1].Sequence));
        }

        Hear(turn, worker, heartbeat.Load);
        return new WorkerHeartbeatReply(worker.AcknowledgedSequence, OrdersFor(worker));
    }

    public void Leave(Turn turn, WorkerLeave leave)
    {
        if (turn.State.Worker(leave.Worker) is { IsGone: false } worker && worker.Location.Incarnation == leave.Incarnation)
        {
            SayGone(turn, worker, inOrder: true);
        }
    }

    /// <summary>The worker left or fell silent: what is being written there has failed, and the recovery window of what is committed begins.</summary>
    public void SayGone(Turn turn, WorkerMachine worker, bool inOrder)
    {
        string reason = inOrder ? "its worker left before the commit" : "its worker fell silent before the commit";
        foreach (PartitionAttemptId attempt in worker.Held.ToArray())
        {
            turn.Raise(turn.State.PartitionOrBlank(attempt.Partition).WorkerGone(attempt, worker.Id, reason, turn.Now));
        }

        turn.Raise(new WorkerGone(worker.Id, inOrder));
        worker.WaitUntil(turn.Now + options.WorkerRecoveryWindow);
        turn.Watch(worker.Deadline);
    }

    private void Take(Turn turn, WorkerMachine worker, PartitionChange change)
    {
        ReportVerdict verdict = turn.State.Job(change.Attempt.Partition.Job) is not null
            ? turn.State.PartitionOrBlank(change.Attempt.Partition).Judge(change, worker.Location, turn.State.FoundingEpoch, turn.Now)
            : ReportVerdict.OfUnknownJob(change.Kind);
        if (change.Kind == PartitionChangeKind.Lost)
        {
            turn.Tell([WorkerEvents.OfDamage(worker.Id, change, turn.Now)]);
        }

        turn.Raise(verdict.Unwanted && !worker.ReleaseOrders.Contains(change.Attempt) ? new ReleaseOrdered(worker.Id, change.Attempt) : verdict.Fact);
        if (verdict.Unclaimed)
        {
            _inventory.KeepOrphans(turn, worker, [new StoredPartition(change.Attempt, change.SubpartitionCount, change.Receipt!.Value)]);
        }

        bool nothingLeft = change.Kind is PartitionChangeKind.Released or PartitionChangeKind.Failed;
        if (nothingLeft && (worker.ReleaseOrders.Contains(change.Attempt) || worker.Orphans.Contains(change.Attempt)))
        {
            turn.Raise(new ReleaseDone(worker.Id, change.Attempt));
        }
    }

    private void Hear(Turn turn, WorkerMachine worker, WorkerLoad load)
    {
        turn.Tell(WorkerEvents.OfDisks(worker, load, turn.Now));
        worker.Heard(load, turn.Now + options.WorkerHeartbeatTimeout, turn.Now);
        turn.Watch(worker.Deadline);
    }

    private static PartitionAttemptId[] OrdersFor(WorkerMachine worker) => [.. worker.ReleaseOrders.Take(MaxOrdersPerReply)];
}
