using ShuffleOrleans.ControlPlane.Assignment;
using ShuffleOrleans.ControlPlane.Workers;
using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.ControlPlane.Inspection;

/// <summary>Shows a worker as its machine knows it.</summary>
internal static class WorkerPortrait
{
    /// <param name="worker">The machine.</param>
    /// <param name="node">The process that the worker runs in, for people.</param>
    /// <param name="attempts">How many attempts it holds or is to hold.</param>
    public static WorkerSummary Of(WorkerMachine worker, string node, int attempts)
        => Of(StatusOf(worker, attempts), worker.Rack, node, worker.HeardAt, worker.Orphans.Jobs.Count > 0);

    /// <summary>What state it is in, and why.</summary>
    public static (WorkerState State, string Reason) StateOf(WorkerMachine worker) => StateOf(StatusOf(worker, worker.Held.Count));

    /// <summary>The same of a worker whose machine is elsewhere.</summary>
    /// <param name="worker">How it stands.</param>
    /// <param name="rack">The label of its failure domain.</param>
    /// <param name="node">The process that the worker runs in, for people.</param>
    /// <param name="heardAt">When it reported last; null if nobody has noted it.</param>
    /// <param name="hasOrphans">Whether it keeps data of jobs that are not registered.</param>
    public static WorkerSummary Of(WorkerStatus worker, string rack, string node, DateTimeOffset? heardAt, bool hasOrphans)
    {
        WorkerLoad? load = worker.Load;
        (WorkerState state, string reason) = StateOf(worker);
        return new WorkerSummary
        {
            Worker = worker.Location.Worker,
            Incarnation = worker.Location.Incarnation,
            Host = worker.Location.Host,
            DataPort = worker.Location.DataPort,
            Rack = rack,
            Node = node,
            State = state,
            Reason = reason,
            LastHeardAt = heardAt,
            Disks = load is null ? [] : [.. load.Disks.Select(DiskOf)],
            UsableBytes = load?.Disks.Sum(disk => disk.UsableBytes) ?? 0,
            StoredBytes = load?.Disks.Sum(disk => disk.StoredBytes) ?? 0,
            MemoryBudgetBytes = load?.MemoryBudgetBytes ?? 0,
            MemoryInUseBytes = load?.MemoryInUseBytes ?? 0,
            OpenWriteChannels = load?.OpenWriteChannels ?? 0,
            OpenReadChannels = load?.OpenReadChannels ?? 0,
            Attempts = worker.HeldPartitions,
            HasOrphans = hasOrphans,
        };
    }

    private static WorkerStatus StatusOf(WorkerMachine worker, int attempts)
        => new(worker.Location, worker.IsGone, worker.Load, attempts, worker.ExcludedFor);

    private static (WorkerState State, string Reason) StateOf(WorkerStatus worker) => worker switch
    {
        { IsGone: true } => (WorkerState.Gone, "it left or was silent for too long"),
        { ExcludedFor: { } reason } => (WorkerState.Excluded, reason),
        { Load: null } => (WorkerState.Draining, "it has not reported since the control plane started"),
        { Load.AcceptsWrites: false } => (WorkerState.Draining, "it is stopping, or none of its disks can be written"),
        _ => (WorkerState.Active, ""),
    };

    private static DiskSummary DiskOf(DiskLoad disk) => new(disk.Directory, disk.Kind, disk.State, disk.Reason, disk.UsableBytes, disk.StoredBytes);
}
