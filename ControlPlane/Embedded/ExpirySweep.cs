using ShuffleOrleans.ControlPlane.Facts;
using ShuffleOrleans.ControlPlane.Jobs;
using ShuffleOrleans.ControlPlane.Workers;

namespace ShuffleOrleans.ControlPlane.Embedded;

/// <summary>
/// What the passing of time brings about: silent jobs end, silent workers count as gone, gone workers are forgotten, unclaimed data is dropped. Each run is
/// one turn.
/// </summary>
internal sealed class ExpirySweep(EmbeddedControlPlaneOptions options, WorkerCommands workers)
{
    /// <summary>After a restart nobody has had the chance to be heard: everybody gets a full timeout again.</summary>
    public void StartClocks(Turn turn)
    {
        foreach (JobMachine job in turn.State.Jobs)
        {
            job.Ownership.Heard(turn.Now);
        }

        foreach (WorkerMachine worker in turn.State.Workers)
        {
            worker.WaitUntil(turn.Now + (worker.IsGone ? options.WorkerRecoveryWindow : options.WorkerHeartbeatTimeout));
            foreach (JobId job in worker.Orphans.Jobs)
            {
                worker.Orphans.StartGrace(job, turn.Now + options.UnknownJobGrace);
            }
        }

        WatchNext(turn);
    }

    public void Run(Turn turn)
    {
        foreach (JobMachine job in turn.State.Jobs.Where(job => job.Ownership.Deadline <= turn.Now).ToArray())
        {
            turn.Raise(new JobEnded(job.Id, Expired: true));
        }

        foreach (WorkerMachine worker in turn.State.Workers.ToArray())
        {
            DropUnclaimed(turn, worker);
            if (worker.Deadline <= turn.Now)
            {
                Expire(turn, worker);
            }
        }

        WatchNext(turn);
    }

    private void Expire(Turn turn, WorkerMachine worker)
    {
        if (!worker.IsGone)
        {
            workers.SayGone(turn, worker, inOrder: false);
            return;
        }

        foreach (PartitionAttemptId attempt in worker.Held.Concat(worker.ReleaseOrders).ToArray())
        {
            turn.Raise(turn.State.PartitionOrBlank(attempt.Partition).WorkerForgotten(attempt, worker.Id, turn.Now));
        }

        turn.Raise(new WorkerForgotten(worker.Id));
    }

    private static void DropUnclaimed(Turn turn, WorkerMachine worker)
    {
        foreach (JobId job in worker.Orphans.ExpiredAt(turn.Now))
        {
            foreach (StoredPartition stored in worker.Orphans.Of(job).ToArray())
            {
                turn.Raise(new ReleaseOrdered(worker.Id, stored.Attempt));
            }
        }
    }

    private static void WatchNext(Turn turn)
    {
        foreach (JobMachine job in turn.State.Jobs)
        {
            turn.Watch(job.Ownership.Deadline);
        }

        foreach (WorkerMachine worker in turn.State.Workers)
        {
            turn.Watch(worker.Deadline);
            turn.Watch(worker.Orphans.NextDeadline ?? DateTimeOffset.MaxValue);
        }
    }
}
