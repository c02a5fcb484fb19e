using ShuffleOrleans.ControlPlane.Facts;
using ShuffleOrleans.ControlPlane.Jobs;
using ShuffleOrleans.ControlPlane.Partitions;
using ShuffleOrleans.ControlPlane.Workers;

namespace ShuffleOrleans.ControlPlane.State;

// A snapshot is nothing but facts too: those that bring an empty state to this one.
internal sealed partial class ControlPlaneState
{
    /// <summary>The format of the journal's facts. A journal of another number is refused, not guessed at.</summary>
    public const int FormatVersion = 1;

    /// <summary>
    /// A state without any memory. Its epochs start above any that an earlier control plane can have given, for workers may hold data from before: it starts
    /// at the time of day in milliseconds.
    /// </summary>
    public static JournalStarted Begin(DateTimeOffset now) => new(FormatVersion, now.ToUnixTimeMilliseconds(), now.ToUnixTimeMilliseconds());

    /// <summary>The facts that make this state. Workers come before the partitions that name them, jobs before all.</summary>
    public IReadOnlyList<ControlPlaneFact> Describe() =>
    [
        new JournalStarted(FormatVersion, FoundingEpoch, HighestEpoch),
        .. _jobs.Values.Select(job => job.Describe()),
        .. _workers.Values.Select(worker => worker.Describe()),
        .. _partitions.Values.Select(partition => partition.Describe()),
        new SnapshotCompleted(),
    ];

    private void Restore(ControlPlaneFact fact)
    {
        switch (fact)
        {
            case JournalStarted f:
                FoundingEpoch = f.FoundingEpoch;
                HighestEpoch = f.HighestEpoch;
                break;
            case SnapshotCompleted:
                break;
            case JobRestored f:
                _jobs.Add(f.Registration.Job, new JobMachine(f, maxEventsPerJob));
                break;
            case WorkerRestored f:
                _workers.Add(f.Registration.Location.Worker.Value, new WorkerMachine(f));
                break;
            case PartitionRestored f:
                Restore(f);
                break;
            default:
                throw new InvalidOperationException($"No machine knows the fact {fact.GetType().Name}.");
        }
    }

    private void Restore(PartitionRestored restored)
    {
        JobMachine job = Known(restored.Partition.Job);
        PartitionMachine partition = new(restored.Partition);
        partition.Apply(restored);
        _partitions.Add(restored.Partition, partition);
        job.Restore(restored);
        foreach (AttemptRecord record in restored.Attempts.Where(record => AttemptLife.IsLive(record.State)))
        {
            foreach (ShareRecord share in record.Shares)
            {
                Worker(share.Location.Worker)?.Restore(record.Attempt);
            }
        }
    }
}
