using Microsoft.Extensions.Logging;
using ShuffleOrleans.Client.ControlPlane;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Client.Remote;

/// <summary>
/// Follows a job's events by long poll and writes them into the book. An event is acknowledged by the next query, after it was written; after a lost
/// connection the loop asks again from the last one, so that events may come twice but never get lost. The book tells doubles apart.
/// </summary>
internal sealed partial class PartitionEventLoop(
    IShuffleControlPlane controlPlane,
    JobId job,
    JobInstanceId instance,
    PartitionBook book,
    Action onApplied,
    PartitionEventLoopOptions options,
    RetrySchedule schedule,
    TimeProvider timeProvider,
    ILogger logger)
{
    private readonly PartitionListing _listing = new(controlPlane, job);

    public async Task RunAsync(long afterSequence, CancellationToken stopping)
    {
        for (int failureCount = 0; ;)
        {
            try
            {
                afterSequence = await PollAsync(afterSequence, stopping).ConfigureAwait(false);
                failureCount = 0;
            }
            catch (ShuffleException error) when (error.IsTransient)
            {
                failureCount++;
                TimeSpan delay = schedule.DelayAfter(failureCount, null);
                LogPollFailed(error, job, afterSequence, delay);
                await Task.Delay(delay, timeProvider, stopping).ConfigureAwait(false);
            }
        }
    }

    /// <returns>The sequence number to ask after next.</returns>
    private async Task<long> PollAsync(long afterSequence, CancellationToken stopping)
    {
        long startedAt = timeProvider.GetTimestamp();
        var query = new PartitionEventQuery(job, instance, afterSequence, options.MaxEvents, options.Wait);
        PartitionEventBatch batch = await controlPlane.GetPartitionEventsAsync(query, stopping).ConfigureAwait(false);
        if (batch.Missed)
        {
            LogEventsMissed(job, afterSequence, batch.LastSequence);
            await ReadAllAsync(null, stopping).ConfigureAwait(false);
            onApplied();
            return batch.LastSequence;
        }

        if (batch.Events.Count == 0)
        {
            await PauseAfterEarlyAnswerAsync(startedAt, stopping).ConfigureAwait(false);
            return afterSequence;
        }

        await ApplyAsync(batch.Events, stopping).ConfigureAwait(false);
        onApplied();
        return batch.Events[^1].Sequence;
    }

    private async Task ApplyAsync(IReadOnlyList<PartitionEvent> events, CancellationToken stopping)
    {
        HashSet<DataSetId> moved = [];
        foreach (PartitionEvent change in events)
        {
            switch (change.Kind)
            {
                case PartitionEventKind.Lost:
                    LogPartitionLost(change.Attempt, change.Worker, change.Reason);
                    book.NoteLost(change.Attempt);
                    break;
                case PartitionEventKind.Failed:
                    // The engine mostly hears of it from its own task. Not if the worker died after it told the writer of the commit, but not yet the control
                    // plane: then the task has ended well, and its output is nowhere.
                    book.NoteLost(change.Attempt);
                    break;
                case PartitionEventKind.Relocated:
                    moved.Add(change.Attempt.Partition.DataSet);
                    break;
                case PartitionEventKind.Committed:
                    // The engine hears of it from its own task.
                    break;
            }
        }

        // An event says that a partition moved, not where to; one listing answers for all that moved with the same worker.
        foreach (DataSetId dataSet in moved)
        {
            await ReadAllAsync(dataSet, stopping).ConfigureAwait(false);
        }
    }

    private async Task ReadAllAsync(DataSetId? dataSet, CancellationToken stopping)
    {
        await foreach (PartitionStatus status in _listing.ReadAsync(dataSet, stopping).ConfigureAwait(false))
        {
            if (status.State is PartitionState.Lost or PartitionState.Failed)
            {
                book.NoteLost(status.Allocation.Attempt);
            }
            else
            {
                book.NoteLocations(status.Allocation);
            }
        }
    }

    /// <summary>An empty answer before its time, from a proxy or a service that does not wait, must not make the loop spin.</summary>
    private Task PauseAfterEarlyAnswerAsync(long startedAt, CancellationToken stopping)
    {
        TimeSpan left = options.ShortestEmptyPoll - timeProvider.GetElapsedTime(startedAt);
        return left > TimeSpan.Zero ? Task.Delay(left, timeProvider, stopping) : Task.CompletedTask;
    }
}
