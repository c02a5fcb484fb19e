using System.Text.Json.Serialization.Metadata;
using ShuffleOrleans.Grains.Inspection.Questions;
using ShuffleOrleans.Grains.Interfaces.Inspection;
using ShuffleOrleans.Grains.Interfaces.Workers;
using ShuffleOrleans.Grains.Workers;
using ShuffleOrleans.Protocol.Inspection.Workers;

namespace ShuffleOrleans.Grains.Inspection.Workers;

/// <summary>
/// A worker of another silo: the directory says which, its agent carries the question. How long to wait is the caller's choice, by its token. Holds nothing of
/// the worker, which may move; safe for several threads.
/// </summary>
/// <param name="worker">The worker.</param>
/// <param name="grains">Where the directory is found.</param>
/// <param name="agents">The agents of the silos.</param>
internal sealed class RemoteWorker(WorkerId worker, IGrainFactory grains, IWorkerAgents agents) : IWorkerInspection
{
    private static readonly WorkerInspectionJson Json = WorkerInspectionJson.Default;

    public async ValueTask<WorkerInside> InspectAsync(CancellationToken cancellation)
        => InspectionForm.Read(await AskAsync(WorkerQuestion.Inside, InspectionForm.Nothing, cancellation), Json.WorkerInside);

    public ValueTask<ChannelPage> ListChannelsAsync(ChannelQuery query, CancellationToken cancellation)
        => AskAsync(WorkerQuestion.Channels, query, Json.ChannelQuery, Json.ChannelPage, cancellation);

    public ValueTask<LedgerState> InspectLedgerAsync(LedgerQuery query, CancellationToken cancellation)
        => AskAsync(WorkerQuestion.Ledger, query, Json.LedgerQuery, Json.LedgerState, cancellation);

    public async ValueTask<PartitionLayout?> FindLayoutAsync(LayoutRequest request, CancellationToken cancellation)
    {
        InspectionDocument answer = await AskAsync(WorkerQuestion.Layout, InspectionForm.Of(request, Json.LayoutRequest), cancellation);
        return answer.Json.Length == 0 ? null : InspectionForm.Read(answer, Json.PartitionLayout);
    }

    public ValueTask<MatrixPart> SumMatrixAsync(MatrixRequest request, CancellationToken cancellation)
        => AskAsync(WorkerQuestion.Matrix, request, Json.MatrixRequest, Json.MatrixPart, cancellation);

    public ValueTask<WaitList> ListWaitsAsync(WaitQuery query, CancellationToken cancellation)
        => AskAsync(WorkerQuestion.Waits, query, Json.WaitQuery, Json.WaitList, cancellation);

    public ValueTask<Verification> VerifyAsync(PartitionAttemptId attempt, CancellationToken cancellation)
        => AskAsync(WorkerQuestion.Verify, attempt, Json.PartitionAttemptId, Json.Verification, cancellation);

    public ValueTask<CheckList> ListChecksAsync(CheckQuery query, CancellationToken cancellation)
        => AskAsync(WorkerQuestion.Checks, query, Json.CheckQuery, Json.CheckList, cancellation);

    public async ValueTask ExcludeDirectoryAsync(DirectoryExclusion change, CancellationToken cancellation)
        => await AskAsync(WorkerQuestion.ExcludeDirectory, InspectionForm.Of(change, Json.DirectoryExclusion), cancellation);

    public async ValueTask IncludeDirectoryAsync(DirectoryInclusion change, CancellationToken cancellation)
        => await AskAsync(WorkerQuestion.IncludeDirectory, InspectionForm.Of(change, Json.DirectoryInclusion), cancellation);

    private async ValueTask<TAnswer> AskAsync<TRequest, TAnswer>(
        string question, TRequest request, JsonTypeInfo<TRequest> requestForm, JsonTypeInfo<TAnswer> answerForm, CancellationToken cancellation)
        => InspectionForm.Read(await AskAsync(question, InspectionForm.Of(request, requestForm), cancellation), answerForm);

    private async Task<InspectionDocument> AskAsync(string question, InspectionDocument request, CancellationToken cancellation)
    {
        WorkerView? view = await InspectionAnswers.AnswerAsync(
            grains.GetGrain<IWorkerDirectoryGrain>(0).FindAsync(worker, cancellation), cancellation);
        return view is { IsGone: false }
            ? await InspectionAnswers.AnswerAsync(agents.AskAsync(view.Silo, worker, question, request, cancellation), cancellation)
            : throw new ShuffleException(ShuffleErrorCode.ControlPlaneUnavailable, view is null ? "it is not known" : "it is gone");
    }
}
