using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Inspection.Answers;
using ShuffleOrleans.Protocol.Inspection.Service;
using ShuffleOrleans.Protocol.Inspection.Workers;

namespace ShuffleOrleans.Gateway.Inspection;

/// <summary>
/// Takes workers out and back in: a whole one at the control plane, which remembers it; one of its directories at the worker, which forgets it when it starts
/// anew. Shared by all requests.
/// </summary>
internal sealed class WorkerExclusion(IServiceInspection service, ClusterView cluster, WorkerQuestions questions)
{
    private const int MaxReasonLength = 500;

    public async Task<WorkerSummary> ExcludeAsync(WorkerId worker, ExcludeWorkerBody body, CancellationToken cancellationToken)
    {
        string reason = body.Reason ?? "";
        if (reason.Length > MaxReasonLength)
        {
            throw QueryRules.Invalid($"reason has {reason.Length} characters; it may have {MaxReasonLength}.");
        }

        if (body.Directory is not { } directory)
        {
            return await service.ExcludeWorkerAsync(worker, reason, cancellationToken) ?? throw ClusterView.NoWorker(worker);
        }

        DirectoryExclusion change = new(directory, reason);
        return await ChangeAsync(
            worker,
            (asked, end) => asked.ExcludeDirectoryAsync(change, end),
            EventSeverity.Warning,
            ServiceEventKinds.WorkerExcluded,
            reason.Length > 0 ? $"an operator has taken {directory} out: {reason}" : $"an operator has taken {directory} out",
            cancellationToken);
    }

    public async Task<WorkerSummary> IncludeAsync(WorkerId worker, IncludeWorkerBody body, CancellationToken cancellationToken)
    {
        if (body.Directory is not { } directory)
        {
            return await service.IncludeWorkerAsync(worker, cancellationToken) ?? throw ClusterView.NoWorker(worker);
        }

        DirectoryInclusion change = new(directory);
        return await ChangeAsync(
            worker,
            (asked, end) => asked.IncludeDirectoryAsync(change, end),
            EventSeverity.Info,
            ServiceEventKinds.WorkerIncluded,
            $"an operator has taken {directory} back in",
            cancellationToken);
    }

    private async Task<WorkerSummary> ChangeAsync(
        WorkerId worker,
        Func<IWorkerInspection, CancellationToken, ValueTask> change,
        EventSeverity severity,
        string kind,
        string text,
        CancellationToken cancellationToken)
    {
        WorkerSummary known = await cluster.RequireWorkerAsync(worker, cancellationToken);
        WorkerAnswer<bool> done = await questions.AskAsync(
            worker,
            async (asked, end) =>
            {
                await change(asked, end);
                return true;
            },
            cancellationToken);
        done.Require();
        // The control plane cannot know who wanted it; the worker's next report says what became of the disk.
        await service.TellAsync(new ServiceEvent(0, default, severity, kind, text, null, null, null, null, null, worker), cancellationToken);
        return known;
    }
}
