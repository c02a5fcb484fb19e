using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Inspection.Service;
using ShuffleOrleans.Protocol.Inspection.Workers;

namespace ShuffleOrleans.Gateway.Inspection;

/// <summary>
/// Asks workers for what they alone know, each within a time: one that hangs, fails or is not there costs its own part of an answer, not the answer. Shared by
/// all requests.
/// </summary>
internal sealed partial class WorkerQuestions(
    IWorkerInspections workers, IOptions<ShuffleGatewayOptions> options, TimeProvider time, ILogger<WorkerQuestions> logger)
{
    private const int AskedAtOnce = 16;

    /// <summary>Asks one worker.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="question">The question; its token ends with the request and when the time is over.</param>
    /// <param name="cancellationToken">Ends with the request.</param>
    /// <param name="limit">The time; null for the usual one.</param>
    public async Task<WorkerAnswer<T>> AskAsync<T>(
        WorkerId worker,
        Func<IWorkerInspection, CancellationToken, ValueTask<T>> question,
        CancellationToken cancellationToken,
        TimeSpan? limit = null)
    {
        if (workers.Find(worker) is not { } inspection)
        {
            return Missing<T>(worker, "no node shows its inside");
        }

        TimeSpan within = limit ?? options.Value.WorkerAnswerTimeout;
        using CancellationTokenSource late = new(within, time);
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            // Waited for from outside too: a worker that does not look at the token must not hold the request.
            return new WorkerAnswer<T>(worker, await question(inspection, end.Token).AsTask().WaitAsync(end.Token), null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Missing<T>(worker, $"it did not answer within {within.TotalSeconds:0.#} s");
        }
        catch (ShuffleException error) when (error.Code != ShuffleErrorCode.InvalidRequest)
        {
            return Missing<T>(worker, error.Message);
        }
        catch (Exception error) when (error is not (OperationCanceledException or ShuffleException))
        {
            LogFailed(error, worker);
            return Missing<T>(worker, "it failed; the log of the node that was asked tells why");
        }
    }

    /// <summary>Asks several workers, a few at a time; the answers stand in the order of the workers.</summary>
    public async Task<WorkerAnswer<T>[]> AskAllAsync<T>(
        IReadOnlyList<WorkerId> asked,
        Func<IWorkerInspection, CancellationToken, ValueTask<T>> question,
        CancellationToken cancellationToken,
        TimeSpan? limit = null)
    {
        WorkerAnswer<T>[] answers = new WorkerAnswer<T>[asked.Count];
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = AskedAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, asked.Count, parallel, async (i, token) => answers[i] = await AskAsync(asked[i], question, token, limit));
        return answers;
    }

    /// <summary>The error of a request that is nothing without a worker's answer.</summary>
    public static ShuffleException NoAnswer(MissingWorker missing)
        => new(ShuffleErrorCode.ControlPlaneUnavailable, $"Worker {missing.Worker} was not to be heard: {missing.Reason}. Try again.");

    private static WorkerAnswer<T> Missing<T>(WorkerId worker, string reason) => new(worker, default, new MissingWorker(worker, reason));
}
