using ShuffleOrleans.Grains.Interfaces.Inspection;
using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.Grains.Inspection.Events;

/// <summary>Reads the log of the cluster, wherever it is. Safe for several threads.</summary>
/// <param name="grains">Where the log is found.</param>
/// <param name="time">What pauses are measured with.</param>
internal sealed class ServiceLogReader(IGrainFactory grains, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private IServiceLogGrain Log => grains.GetGrain<IServiceLogGrain>(0);

    /// <summary>The events that a query asks for.</summary>
    public async Task<EventBatch> ReadAsync(EventQuery query, CancellationToken cancellationToken) => Read(
        await InspectionAnswers.AnswerAsync(
            Log.ReadAsync(InspectionForm.Of(query, InspectionJsonOfGrains.Default.EventQuery), cancellationToken), cancellationToken));

    /// <summary>The newest events about a job or one of its partitions, oldest first.</summary>
    public async Task<IReadOnlyList<ServiceEvent>> ReadAboutAsync(JobId job, DataSetId? dataSet, int? index, int take, CancellationToken cancellationToken)
        => Read(await InspectionAnswers.AnswerAsync(Log.ReadAboutAsync(job, dataSet, index, take, cancellationToken), cancellationToken)).Items;

    /// <summary>The number of the newest event.</summary>
    public async Task<long> LastSequenceAsync(CancellationToken cancellationToken)
        => (await ReadAsync(new EventQuery(Take: 1), cancellationToken)).LastSequence;

    /// <summary>Ends as soon as the log does not end at this number.</summary>
    public async Task WaitAsync(long after, CancellationToken cancellationToken)
    {
        bool hasNews;
        do
        {
            hasNews = await HasNewsAsync(after, cancellationToken);
        }
        while (!hasNews);
    }

    // The log lets nobody wait for long: so this finds it again where it has moved meanwhile.
    private async Task<bool> HasNewsAsync(long after, CancellationToken cancellationToken)
    {
        try
        {
            await InspectionAnswers.AnswerAsync(Log.WaitAsync(after, cancellationToken), cancellationToken);
            return await LastSequenceAsync(cancellationToken) != after;
        }
        catch (ShuffleException e) when (e.IsTransient)
        {
            await Task.Delay(Pause, time, cancellationToken);
            return false;
        }
    }

    private static EventBatch Read(InspectionDocument batch) => InspectionForm.Read(batch, InspectionJsonOfGrains.Default.EventBatch);
}
