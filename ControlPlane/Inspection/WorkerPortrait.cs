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
    {
        WorkerLoad? load = worker.Load;
        (WorkerState state, string reason) = StateOf(worker);
        return new WorkerSummary
        {
            Worker = worker.Id,
            Incarnation = worker.Location.Incarnation,
            Host = worker.Location.Host,
            DataPort = worker.Location.DataPort,
            Rack = worker.Rack,
            Node = node,
            State = state,
            Reason = reason,
            LastHeardAt = worker.HeardAt,
            Disks = load is null ? [] : [.. load.Disks.Select(DiskOf)],
            UsableBytes = load?.Disks.Sum(disk => disk.UsableBytes) ?? 0,
            StoredBytes = load?.Disks.Sum(disk => disk.StoredBytes) ?? 0,
            MemoryBudgetBytes = load?.MemoryBudgetBytes ?? 0,
            MemoryInUseBytes = load?.MemoryInUseBytes ?? 0,
            OpenWriteChannels = load?.OpenWriteChannels ?? 0,
            OpenReadChannels = load?.OpenReadChannels ?? 0,
            Attempts = attempts,
            HasOrphans = worker.Orphans.Jobs.Count > 0,
        };
    }

    private static (WorkerState State, string Reason) StateOf(WorkerMachine worker) => worker switch
    {
        { IsGone: true } => (WorkerState.Gone, "it left or was silent for too long"),
        { ExcludedFor: { } reason } => (WorkerState.Excluded, reason),
        { Load: null } => (WorkerState.Draining, "it has not reported since the control plane started"),
        { Load.AcceptsWrites: false } => (WorkerState.Draining, "it is stopping, or none of its disks can be written"),
        _ => (WorkerState.Active, ""),
    };

    private static DiskSummary DiskOf(DiskLoad disk) => new(disk.Directory, disk.Kind, disk.State, disk.Reason, disk.UsableBytes, disk.StoredBytes);
}
