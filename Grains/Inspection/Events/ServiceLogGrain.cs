using ShuffleOrleans.ControlPlane.Inspection;
using ShuffleOrleans.ControlPlane.Time;
using ShuffleOrleans.Grains.Interfaces.Inspection;
using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.Grains.Inspection.Events;

/// <summary>The shell around the <see cref="ServiceEventLog"/> of a cluster. Stores nothing: where it moves, its readers have missed what was before.</summary>
/// <param name="clock">What time it is: numbers begin there.</param>
/// <param name="time">What waits are measured with.</param>
[GrainType("shuffle.service-log")]
internal sealed class ServiceLogGrain(SteadyClock clock, TimeProvider time) : Grain, IServiceLogGrain
{
    // Much shorter than a call may take. Whoever goes on waiting asks again, and so finds the log where it is by then.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private readonly ServiceEventLog _log = new(clock.Now);

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // A quiet night is no reason to forget the evening.
        DelayDeactivation(Timeout.InfiniteTimeSpan);
        return Task.CompletedTask;
    }

    public Task TellAsync(InspectionDocument events, CancellationToken cancellationToken)
    {
        _log.Append(InspectionForm.Read(events, InspectionJsonOfGrains.Default.IReadOnlyListServiceEvent));
        return Task.CompletedTask;
    }

    public Task<InspectionDocument> ReadAsync(InspectionDocument query, CancellationToken cancellationToken)
        => Task.FromResult(Answer(_log.Read(InspectionForm.Read(query, InspectionJsonOfGrains.Default.EventQuery))));

    public Task<InspectionDocument> ReadAboutAsync(JobId job, DataSetId? dataSet, int? index, int take, CancellationToken cancellationToken)
    {
        bool IsAboutIt(ServiceEvent happened) => happened.Job == job
            && (dataSet is null || happened.DataSet == dataSet)
            && (index is null || happened.Index == index);
        return Task.FromResult(Answer(new EventBatch(_log.NewestAbout(IsAboutIt, take), _log.LastSequence, false)));
    }

    public async Task WaitAsync(long after, CancellationToken cancellationToken)
    {
        // Ended by a token of its own, so that no wait is left behind in the log.
        using CancellationTokenSource late = new(LongestWait, time);
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            await _log.WaitAsync(after, end.Token);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            // Nothing has happened.
        }
    }

    private static InspectionDocument Answer(EventBatch batch) => InspectionForm.Of(batch, InspectionJsonOfGrains.Default.EventBatch);
}
