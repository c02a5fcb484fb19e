using ShuffleOrleans.Grains.Interfaces.Inspection;
using ShuffleOrleans.Protocol.Inspection.Workers;

namespace ShuffleOrleans.Grains.Inspection.Questions;

/// <summary>
/// The side of the worker: reads a question from another silo, which <c>RemoteWorker</c> wrote, and has the worker answer it. Holds nothing.
/// </summary>
internal static class AskedWorker
{
    private static readonly WorkerInspectionJson Json = WorkerInspectionJson.Default;

    /// <exception cref="ShuffleException">What the worker throws; or <see cref="ShuffleErrorCode.ControlPlaneUnavailable"/>: a newer silo asks.</exception>
    public static async Task<InspectionDocument> AnswerAsync(
        IWorkerInspection worker, string question, InspectionDocument request, CancellationToken end) => question switch
        {
            WorkerQuestion.Inside => InspectionForm.Of(await worker.InspectAsync(end), Json.WorkerInside),
            WorkerQuestion.Channels => InspectionForm.Of(
                await worker.ListChannelsAsync(InspectionForm.Read(request, Json.ChannelQuery), end), Json.ChannelPage),
            WorkerQuestion.Ledger => InspectionForm.Of(
                await worker.InspectLedgerAsync(InspectionForm.Read(request, Json.LedgerQuery), end), Json.LedgerState),
            WorkerQuestion.Layout => await LayoutAsync(worker, InspectionForm.Read(request, Json.LayoutRequest), end),
            WorkerQuestion.Matrix => InspectionForm.Of(
                await worker.SumMatrixAsync(InspectionForm.Read(request, Json.MatrixRequest), end), Json.MatrixPart),
            WorkerQuestion.Waits => InspectionForm.Of(await worker.ListWaitsAsync(InspectionForm.Read(request, Json.WaitQuery), end), Json.WaitList),
            WorkerQuestion.Verify => InspectionForm.Of(
                await worker.VerifyAsync(InspectionForm.Read(request, Json.PartitionAttemptId), end), Json.Verification),
            WorkerQuestion.Checks => InspectionForm.Of(await worker.ListChecksAsync(InspectionForm.Read(request, Json.CheckQuery), end), Json.CheckList),
            WorkerQuestion.ExcludeDirectory => await DoneAsync(
                worker.ExcludeDirectoryAsync(InspectionForm.Read(request, Json.DirectoryExclusion), end)),
            WorkerQuestion.IncludeDirectory => await DoneAsync(
                worker.IncludeDirectoryAsync(InspectionForm.Read(request, Json.DirectoryInclusion), end)),
            _ => throw new ShuffleException(
                ShuffleErrorCode.ControlPlaneUnavailable, $"The worker's silo does not know the question '{question}': it runs an older version."),
        };

    private static async Task<InspectionDocument> LayoutAsync(IWorkerInspection worker, LayoutRequest request, CancellationToken end)
        => await worker.FindLayoutAsync(request, end) is { } layout ? InspectionForm.Of(layout, Json.PartitionLayout) : InspectionForm.Nothing;

    private static async Task<InspectionDocument> DoneAsync(ValueTask change)
    {
        await change;
        return InspectionForm.Nothing;
    }
}
