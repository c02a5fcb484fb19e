using Microsoft.Extensions.Logging;
using ShuffleOrleans.Grains.Calls;
using ShuffleOrleans.Grains.Interfaces.Workers;

namespace ShuffleOrleans.Grains.Jobs;

/// <summary>
/// Has what workers keep for a job that was not registered judged by its partitions, now that it is: a control plane that lost its memory may have met the
/// workers first.
/// </summary>
/// <param name="grains">Where grains are found.</param>
/// <param name="logger">Where failures are told.</param>
internal sealed partial class OrphanClaims(IGrainFactory grains, ILogger logger)
{
    /// <summary>
    /// Asks all workers that keep such data. A worker that cannot be asked does not fail this: it keeps the data for its grace time, and when its grain is
    /// lost it registers again and its data is judged then.
    /// </summary>
    public async Task ClaimAsync(JobId job, CancellationToken cancellationToken)
    {
        try
        {
            IReadOnlyList<WorkerView> workers = await GrainCalls.AnswerAsync(grains.GetGrain<IWorkerDirectoryGrain>(0).ListAsync(cancellationToken));
            await GrainCalls.AllAsync([.. workers.Where(view => view.HasOrphans)], view => ClaimAsync(job, view.Location.Worker, cancellationToken));
        }
        catch (ShuffleException e)
        {
            LogNotListed(logger, job, e);
        }
    }

    private async Task ClaimAsync(JobId job, WorkerId worker, CancellationToken cancellationToken)
    {
        try
        {
            await GrainCalls.AnswerAsync(grains.GetGrain<IWorkerCoordination>(worker.Value).ClaimOrphansAsync(job, cancellationToken));
        }
        catch (ShuffleException e)
        {
            LogNotClaimed(logger, job, worker, e);
        }
    }

    [LoggerMessage(
        EventId = 21,
        EventName = "OrphansNotListed",
        Level = LogLevel.Warning,
        Message = "Nobody could say which workers keep data of job {Job} from before it was registered. What they keep is deleted after its grace time.")]
    private static partial void LogNotListed(ILogger logger, JobId job, Exception reason);

    [LoggerMessage(
        EventId = 22,
        EventName = "OrphansNotClaimed",
        Level = LogLevel.Warning,
        Message = "Worker {Worker} was not heard about data of job {Job} from before it was registered. What it keeps is deleted after its grace time.")]
    private static partial void LogNotClaimed(ILogger logger, JobId job, WorkerId worker, Exception reason);
}
