using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Inspection.Service;
using ShuffleOrleans.Protocol.Inspection.Workers;

namespace ShuffleOrleans.Gateway.Inspection;

/// <summary>
/// Puts together what waits: on each worker what it says, and for workers that are gone, or that there are none, what the control plane says. Shared by all
/// requests.
/// </summary>
internal sealed class WaitView(ClusterView cluster, WorkerQuestions questions, TimeProvider time)
{
    public async Task<Page<Wait>> ListAsync(JobId? job, WorkerId? only, int skip, int take, CancellationToken cancellationToken)
    {
        IReadOnlyList<WorkerSummary> workers = only is { } worker
            ? [await cluster.RequireWorkerAsync(worker, cancellationToken)]
            : await cluster.ListWorkersAsync(cancellationToken);
        // A page that reaches further than a worker tells at once ends early; the total says so.
        WaitQuery query = new(job, (int)Math.Min((long)skip + take, InspectionLimits.PageItems));
        WorkerAnswer<WaitList>[] answers = await questions.AskAllAsync(
            [.. workers.Where(asked => asked.State != WorkerState.Gone).Select(asked => asked.Worker)],
            (asked, end) => asked.ListWaitsAsync(query, end),
            cancellationToken);
        // These are of no single job.
        Wait[] ofService = job is null ? [.. OfService(workers, isAll: only is null)] : [];
        IEnumerable<Wait> all = answers.Given().SelectMany(answer => answer.Items).Concat(ofService).OrderByDescending(wait => wait.WaitingSeconds);
        int total = answers.Given().Sum(answer => answer.TotalCount) + ofService.Length;
        return new Page<Wait>([.. all.Skip(skip).Take(take)], total, skip, answers.Missing());
    }

    private IEnumerable<Wait> OfService(IReadOnlyList<WorkerSummary> workers, bool isAll)
    {
        foreach (WorkerSummary gone in workers.Where(worker => worker.State == WorkerState.Gone && worker.Attempts > 0))
        {
            double seconds = gone.LastHeardAt is { } heard ? Math.Max(0, (time.GetUtcNow() - heard).TotalSeconds) : 0;
            string text = $"Readers of {gone.Attempts} attempts wait for worker {gone.Worker} at {gone.Host}:{gone.DataPort}, which is gone, to return.";
            yield return new Wait(Blocker.WorkerGone, seconds, text, gone.Worker, null, null, null, null, null, null);
        }

        if (isAll && workers.All(worker => worker.State != WorkerState.Active))
        {
            const string Text = "Every new partition waits: no worker takes any. Start one, include one, or make room on its disks.";
            yield return new Wait(Blocker.NoWorker, 0, Text, null, null, null, null, null, null, null);
        }
    }
}
