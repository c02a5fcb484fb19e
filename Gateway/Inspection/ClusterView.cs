using ShuffleOrleans.Gateway.Access;
using ShuffleOrleans.Gateway.Info;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Inspection.Service;
using ShuffleOrleans.Protocol.Inspection.Workers;

namespace ShuffleOrleans.Gateway.Inspection;

/// <summary>Puts together what the control plane and the workers know of the whole service. Shared by all requests.</summary>
internal sealed class ClusterView(IServiceInspection service, WorkerQuestions questions, AccessTokens tokens)
{
    public async Task<ClusterSummary> GetAsync(CancellationToken cancellationToken)
    {
        Task<ClusterSummary> cluster = service.GetClusterAsync(cancellationToken);
        WorkerSummary[] live = [.. (await ListWorkersAsync(cancellationToken)).Where(worker => worker.State != WorkerState.Gone)];
        WorkerAnswer<WorkerInside>[] insides = await questions.AskAllAsync(
            [.. live.Select(worker => worker.Worker)], static (worker, end) => worker.InspectAsync(end), cancellationToken);
        return await cluster with
        {
            Version = InfoEndpoint.Version,
            ChangesEnabled = tokens.ChangesEnabled,
            ReceivedBytes = insides.Given().Sum(inside => inside.ReceivedBytes),
            SentBytes = insides.Given().Sum(inside => inside.SentBytes),
            Missing = insides.Missing(),
        };
    }

    /// <summary>All workers, by id.</summary>
    public async Task<IReadOnlyList<WorkerSummary>> ListWorkersAsync(CancellationToken cancellationToken)
    {
        List<WorkerSummary> workers = [];
        Page<WorkerSummary> page;
        do
        {
            page = await service.ListWorkersAsync(new WorkerQuery(Skip: workers.Count, Take: QueryRules.MaxTake), cancellationToken);
            workers.AddRange(page.Items);
        }
        while (page.Items.Count == QueryRules.MaxTake);

        return workers;
    }

    /// <summary>A worker that is there; an error otherwise.</summary>
    public async Task<WorkerSummary> RequireWorkerAsync(WorkerId worker, CancellationToken cancellationToken)
        => await service.FindWorkerAsync(worker, cancellationToken) ?? throw NoWorker(worker);

    public static Problems.RefusedException NoWorker(WorkerId worker) => new(
        Protocol.Errors.ShuffleErrorCode.InvalidRequest,
        $"There is no worker {worker}: it never registered, or did not return in time and is forgotten.",
        Microsoft.AspNetCore.Http.StatusCodes.Status404NotFound);
}
