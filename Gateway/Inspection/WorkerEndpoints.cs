using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ShuffleOrleans.Gateway.Control;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Inspection;
using ShuffleOrleans.Protocol.Inspection.Answers;
using ShuffleOrleans.Protocol.Inspection.Service;
using ShuffleOrleans.Protocol.Inspection.Workers;

namespace ShuffleOrleans.Gateway.Inspection;

/// <summary>Workers, and the inside of one.</summary>
internal static class WorkerEndpoints
{
    public static void MapWorkers(this RouteGroupBuilder inspection)
    {
        inspection.MapGet("/workers", ListAsync)
            .Describe("listWorkers", "A page of the workers. sort: worker, usableBytes, storedBytes, memoryInUseBytes, attempts.")
            .Produces<Page<WorkerSummary>>();
        inspection.MapGet("/workers/{worker}", GetAsync)
            .Describe("getWorker", "One worker with its inside: connections, disks, memory.")
            .Produces<WorkerDetail>();
        inspection.MapGet("/workers/{worker}/channels", ListChannelsAsync)
            .Describe("listChannels", "A page of a worker's open channels. sort: openedAt, bytes, waitingSeconds.")
            .Produces<Page<OpenChannel>>();
        inspection.MapGet("/workers/{worker}/ledger", GetLedgerAsync)
            .Describe("getLedger", "A worker's memory: who holds how much, who waits for whom. take: holders, the largest first.")
            .Produces<LedgerState>();
        inspection.MapPost("/workers/{worker}:exclude", ExcludeAsync)
            .DescribeChange("excludeWorker", "Takes a worker, or one of its directories, out: it serves what it holds and takes no new partitions.")
            .Produces<WorkerSummary>();
        inspection.MapPost("/workers/{worker}:include", IncludeAsync)
            .DescribeChange("includeWorker", "Takes a worker, or one of its directories, back in.")
            .Produces<WorkerSummary>();
    }

    private static async Task<JsonHttpResult<Page<WorkerSummary>>> ListAsync(
        IServiceInspection service,
        CancellationToken cancellationToken,
        string? state = null,
        string? sort = null,
        int skip = 0,
        int take = QueryRules.DefaultTake)
    {
        QueryRules.RequirePage(skip, take);
        (WorkerSort field, bool descending) = SortParameter<WorkerSort>.Parse(sort);
        WorkerQuery query = new(NameParameter<WorkerState>.Parse(state, nameof(state)), field, descending, skip, take);
        return InspectionAnswer.Json(await service.ListWorkersAsync(query, cancellationToken), InspectionJson.Default.PageWorkerSummary);
    }

    private static async Task<JsonHttpResult<WorkerDetail>> GetAsync(
        WorkerId worker, ClusterView cluster, WorkerQuestions questions, CancellationToken cancellationToken)
    {
        WorkerSummary summary = await cluster.RequireWorkerAsync(worker, cancellationToken);
        WorkerAnswer<WorkerInside> inside = await questions.AskAsync(worker, static (asked, end) => asked.InspectAsync(end), cancellationToken);
        return InspectionAnswer.Json(
            new WorkerDetail(summary, inside.Value, inside.Missing is { } missing ? [missing] : []), InspectionJson.Default.WorkerDetail);
    }

    private static async Task<JsonHttpResult<Page<OpenChannel>>> ListChannelsAsync(
        WorkerId worker,
        ClusterView cluster,
        WorkerQuestions questions,
        CancellationToken cancellationToken,
        string? direction = null,
        JobId? job = null,
        bool? waiting = null,
        string? sort = null,
        int skip = 0,
        int take = QueryRules.DefaultTake)
    {
        QueryRules.RequirePage(skip, take);
        (ChannelSort field, bool descending) = SortParameter<ChannelSort>.Parse(sort);
        ChannelQuery query = new(
            NameParameter<ChannelDirection>.Parse(direction, nameof(direction)), job, null, null, waiting, field, descending, skip, take);
        await cluster.RequireWorkerAsync(worker, cancellationToken);
        WorkerAnswer<ChannelPage> answer = await questions.AskAsync(worker, (asked, end) => asked.ListChannelsAsync(query, end), cancellationToken);
        Page<OpenChannel> page = answer.Missing is { } missing
            ? new Page<OpenChannel>([], 0, skip, [missing])
            : new Page<OpenChannel>(answer.Value!.Items, answer.Value.TotalCount, skip, []);
        return InspectionAnswer.Json(page, InspectionJson.Default.PageOpenChannel);
    }

    private static async Task<JsonHttpResult<LedgerState>> GetLedgerAsync(
        WorkerId worker, ClusterView cluster, WorkerQuestions questions, CancellationToken cancellationToken, int take = QueryRules.DefaultTake)
    {
        QueryRules.RequireTake(take);
        await cluster.RequireWorkerAsync(worker, cancellationToken);
        WorkerAnswer<LedgerState> answer = await questions.AskAsync(
            worker, (asked, end) => asked.InspectLedgerAsync(new LedgerQuery(take), end), cancellationToken);
        return InspectionAnswer.Json(answer.Require(), InspectionJson.Default.LedgerState);
    }

    private static async Task<JsonHttpResult<WorkerSummary>> ExcludeAsync(
        WorkerId worker, JsonBody<ExcludeWorkerBody> body, WorkerExclusion exclusion, CancellationToken cancellationToken)
        => InspectionAnswer.Json(await exclusion.ExcludeAsync(worker, body.Value, cancellationToken), InspectionJson.Default.WorkerSummary);

    private static async Task<JsonHttpResult<WorkerSummary>> IncludeAsync(
        WorkerId worker, JsonBody<IncludeWorkerBody> body, WorkerExclusion exclusion, CancellationToken cancellationToken)
        => InspectionAnswer.Json(await exclusion.IncludeAsync(worker, body.Value, cancellationToken), InspectionJson.Default.WorkerSummary);
}
