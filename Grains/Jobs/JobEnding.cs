using System.Runtime.ExceptionServices;
using ShuffleOrleans.ControlPlane.Sharding;
using ShuffleOrleans.Grains.Calls;
using ShuffleOrleans.Grains.Interfaces.Jobs;

namespace ShuffleOrleans.Grains.Jobs;

/// <summary>
/// Carries out the end of a job that is stored as ending: its groups end, then the directory forgets it. Every step may be repeated, and what failed is: by
/// the job's timer, or after the loss of its silo by its reminder.
/// </summary>
/// <param name="job">The job.</param>
/// <param name="groups">Its groups.</param>
/// <param name="directory">The jobs that are there.</param>
/// <param name="store">Where the job is stored.</param>
internal sealed class JobEnding(ShardedJob job, GroupCalls groups, IJobDirectoryGrain directory, JobStore store)
{
    /// <summary>Tries all that is left to do.</summary>
    /// <exception cref="Exception">Some of it failed: all else that could be done is done, and stored.</exception>
    public async Task CarryOutAsync()
    {
        // A group may come up meanwhile that the job did not know: one that has just taken in what it found on a worker's disks.
        do
        {
            await EndGroupsAsync();
            await GrainCalls.AnswerAsync(directory.EndAsync(job.Ownership.Job, job.HighestEpoch, CancellationToken.None));
        }
        while (job.Groups.All.Length > 0);
    }

    private async Task EndGroupsAsync()
    {
        ExceptionDispatchInfo? failure = null;
        await GrainCalls.AllAsync(
            job.Groups.All,
            async group =>
            {
                try
                {
                    job.GroupEnded(group, await GrainCalls.AnswerAsync(groups.Of(group).EndAsync(groups.Life, CancellationToken.None)));
                }
                catch (Exception e)
                {
                    // One that cannot be reached must not keep the others from ending.
                    failure = ExceptionDispatchInfo.Capture(e);
                }
            });
        if (failure is not null)
        {
            await store.SaveAsync(job);
            failure.Throw();
        }
    }
}
