using ShuffleOrleans.ControlPlane.Assignment;
using ShuffleOrleans.ControlPlane.Inspection;
using ShuffleOrleans.Grains.Interfaces.Workers;
using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.Grains.Inspection.Service;

/// <summary>Looks at workers, as the directory knows them, and takes them out and back in. Thread-safe.</summary>
/// <param name="grains">Where grains are found.</param>
/// <param name="calls">How they are asked.</param>
internal sealed class WorkerLooks(IGrainFactory grains, InspectionCalls calls)
{
    private IWorkerDirectoryGrain Directory => grains.GetGrain<IWorkerDirectoryGrain>(0);

    public async Task<WorkerSummary[]> ListAsync(CancellationToken cancellationToken)
        => [.. (await calls.AskAsync(() => Directory.ListAsync(cancellationToken), cancellationToken)).Select(Show)];

    public async Task<WorkerSummary?> FindAsync(WorkerId worker, CancellationToken cancellationToken)
        => ShowOrNull(await calls.AskAsync(() => Directory.FindAsync(worker, cancellationToken), cancellationToken));

    public Task<WorkerSummary?> ExcludeAsync(WorkerId worker, string reason, CancellationToken cancellationToken)
        => ChangeAsync(worker, grain => grain.ExcludeAsync(reason, cancellationToken), cancellationToken);

    public Task<WorkerSummary?> IncludeAsync(WorkerId worker, CancellationToken cancellationToken)
        => ChangeAsync(worker, grain => grain.IncludeAsync(cancellationToken), cancellationToken);

    // A grain of a worker that the directory does not know is not brought to life by a name that somebody typed.
    private async Task<WorkerSummary?> ChangeAsync(
        WorkerId worker, Func<IWorkerCoordination, Task<WorkerView?>> change, CancellationToken cancellationToken)
        => await FindAsync(worker, cancellationToken) is null
            ? null
            : ShowOrNull(await calls.AskAsync(() => change(grains.GetGrain<IWorkerCoordination>(worker.Value)), cancellationToken));

    private static WorkerSummary? ShowOrNull(WorkerView? view) => view is null ? null : Show(view);

    private static WorkerSummary Show(WorkerView view) => WorkerPortrait.Of(
        new WorkerStatus(view.Location, view.IsGone, view.Load, view.HeldCount, view.ExcludedFor),
        view.Rack,
        view.Silo.ToString(),
        view.HeardAt,
        view.HasOrphans);
}
