using Microsoft.Extensions.Options;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Inspection.Answers;
using ShuffleOrleans.Protocol.Inspection.Service;
using ShuffleOrleans.Protocol.Inspection.Workers;

namespace ShuffleOrleans.Gateway.Inspection;

/// <summary>Puts together what the control plane and its workers know of one partition. Shared by all requests.</summary>
internal sealed class PartitionView(IServiceInspection service, WorkerQuestions questions, IOptions<ShuffleGatewayOptions> options)
{
    public async Task<PartitionDetail> GetAsync(JobId job, DataSetId dataSet, int index, CancellationToken cancellationToken)
    {
        PartitionHistory history = await service.GetPartitionAsync(job, dataSet, index, cancellationToken);
        IEnumerable<ShareDetail> shares = history.Attempts.SelectMany(attempt => attempt.Shares).Where(share => !share.Released);
        WorkerId[] workers = [.. shares.Select(share => share.Worker).Distinct()];
        ChannelQuery channels = new(Job: job, DataSet: dataSet, Index: index, Take: QueryRules.MaxTake);
        CheckQuery checks = new(job, dataSet, index);
        WorkerAnswer<(ChannelPage Channels, CheckList Checks)>[] answers = await questions.AskAllAsync(
            workers,
            async (worker, end) => (await worker.ListChannelsAsync(channels, end), await worker.ListChecksAsync(checks, end)),
            cancellationToken);
        return new PartitionDetail(
            job,
            dataSet,
            history.Partition.Kind,
            index,
            history.Attempts,
            history.Events,
            [.. answers.Given().SelectMany(answer => answer.Channels.Items)],
            [.. answers.Given().SelectMany(answer => answer.Checks.Items).OrderByDescending(check => check.At)],
            answers.Missing());
    }

    /// <summary>The attempt that a request means: the one it names, else the newest committed one, else the newest.</summary>
    public async Task<AttemptChoice> ChooseAsync(
        JobId job, DataSetId dataSet, int index, int? attempt, long? epoch, CancellationToken cancellationToken)
    {
        PartitionHistory history = await service.GetPartitionAsync(job, dataSet, index, cancellationToken);
        AttemptDetail[] meant = [.. history.Attempts.Where(known => known.Attempt == (attempt ?? known.Attempt) && known.Epoch == (epoch ?? known.Epoch))];
        AttemptDetail? chosen = Array.FindLast(meant, known => known.State == PartitionState.Committed) ?? meant.LastOrDefault();
        return chosen is null
            ? throw new ShuffleException(ShuffleErrorCode.PartitionNotFound, $"{history.Partition} has no such attempt: attempt {attempt}, epoch {epoch}.")
            : new AttemptChoice(new PartitionAttemptId(history.Partition, chosen.Attempt, chosen.Epoch), chosen);
    }

    public async Task<PartitionLayout> GetLayoutAsync(AttemptChoice choice, WorkerId? wanted, int skip, int take, CancellationToken cancellationToken)
    {
        WorkerId[] holders = choice.Holders;
        WorkerId worker = wanted ?? (holders.Length > 0 ? holders[0] : throw Nothing(choice, null));
        if (!holders.Contains(worker))
        {
            throw Nothing(choice, worker);
        }

        LayoutRequest request = new(choice.Id, skip, take);
        WorkerAnswer<PartitionLayout?> answer = await questions.AskAsync(worker, (asked, end) => asked.FindLayoutAsync(request, end), cancellationToken);
        return answer.Require() ?? throw Nothing(choice, worker);
    }

    public async Task<Page<Verification>> VerifyAsync(AttemptChoice choice, CancellationToken cancellationToken)
    {
        WorkerAnswer<Verification>[] answers = await questions.AskAllAsync(
            choice.Holders, (worker, end) => worker.VerifyAsync(choice.Id, end), cancellationToken, options.Value.VerificationTimeout);
        Verification[] checks = [.. answers.Given()];
        return new Page<Verification>(checks, checks.Length, 0, answers.Missing());
    }

    private static ShuffleException Nothing(AttemptChoice choice, WorkerId? worker)
    {
        string where = worker is { } id ? $"Worker {id} holds nothing" : "No worker holds anything";
        return new ShuffleException(ShuffleErrorCode.PartitionNotFound, $"{where} of {choice.Id}, which is {choice.Detail.State}.");
    }
}
