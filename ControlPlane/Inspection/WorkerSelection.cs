using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.ControlPlane.Inspection;

/// <summary>Pages of workers. There are a thousand at most, so they are simply sorted.</summary>
internal static class WorkerSelection
{
    public static Page<WorkerSummary> Of(IEnumerable<WorkerSummary> workers, WorkerQuery query)
    {
        WorkerSummary[] chosen = [.. workers.Where(worker => query.State is not { } state || worker.State == state)];
        IEnumerable<WorkerSummary> ordered = query.Sort == WorkerSort.Worker
            ? (query.Descending ? chosen.OrderByDescending(worker => worker.Worker.Value) : chosen.OrderBy(worker => worker.Worker.Value))
            : (query.Descending ? chosen.OrderByDescending(worker => ValueOf(worker, query.Sort)) : chosen.OrderBy(worker => ValueOf(worker, query.Sort)))
                .ThenBy(worker => worker.Worker.Value);
        return new Page<WorkerSummary>([.. ordered.Skip(query.Skip).Take(query.Take)], chosen.Length, query.Skip);
    }

    private static long ValueOf(WorkerSummary worker, WorkerSort sort) => sort switch
    {
        WorkerSort.UsableBytes => worker.UsableBytes,
        WorkerSort.StoredBytes => worker.StoredBytes,
        WorkerSort.MemoryInUseBytes => worker.MemoryInUseBytes,
        _ => worker.Attempts,
    };
}
