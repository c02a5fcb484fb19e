using ShuffleOrleans.ControlPlane.Sharding;
using ShuffleOrleans.Grains.Calls;
using ShuffleOrleans.Grains.Interfaces.Jobs;

namespace ShuffleOrleans.Grains.Jobs;

/// <summary>One life of a job in one activation: its machine, and what belongs to it for as long. Used in the grain's turns.</summary>
/// <param name="job">The machine.</param>
/// <param name="grains">Where grains are found.</param>
/// <param name="store">Where the job is stored.</param>
/// <param name="publisher">Tells the job's listeners what is new.</param>
internal sealed class JobShell(ShardedJob job, IGrainFactory grains, JobStore store, JobEventPublisher publisher)
{
    public ShardedJob Job => job;

    public GroupCalls Groups { get; } = new(grains, job);

    public JobEventPublisher Publisher => publisher;

    /// <summary>Has the attempts released by their groups. Those of no known group are gone, or never were.</summary>
    public Task ReleaseAsync(IReadOnlyList<PartitionAttemptId> attempts, CancellationToken cancellationToken)
    {
        IGrouping<PartitionGroupId, PartitionAttemptId>[] byGroup =
        [
            .. attempts.GroupBy(attempt => PartitionGroupId.Of(attempt.Partition)).Where(group => job.Groups.Contains(group.Key)),
        ];
        return GrainCalls.AllAsync(
            byGroup,
            group => Groups.Of(group.Key).ReleaseAsync(Groups.Life, group.ToArray(), cancellationToken));
    }

    /// <summary>
    /// Takes in news of a group. Interleaves with everything, also with other news: after each wait all is looked at anew, and what changes memory is one
    /// piece without a wait.
    /// </summary>
    /// <returns>False if the group has ended, as far as the job knows.</returns>
    public async Task<bool> TakeInAsync(GroupNews news)
    {
        if (job.HasEnded(news.Group))
        {
            return false;
        }

        DataPartitionKind kind = news.Events.Count > 0 ? news.Events[0].Attempt.Partition.Kind : DataPartitionKind.None;
        if (job.Learn(news.Group, kind, news.AttemptCount))
        {
            await store.SaveAsync(job);
        }

        while (!job.IsEnding)
        {
            if (job.Reserve(news.Events.Count))
            {
                await store.SaveAsync(job);
            }
            else if (!store.LastWrite.IsCompletedSuccessfully)
            {
                // It may be the one that raises the ceiling for these numbers, or that stores the group.
                await store.LastWrite;
            }
            else
            {
                Number(news.Events);
                return true;
            }
        }

        // Its end is told to the group before the job forgets it.
        return true;
    }

    private void Number(IReadOnlyList<GroupEvent> events)
    {
        foreach (GroupEvent e in events)
        {
            job.Events.Append(new PartitionEvent(job.Events.LastSequence + 1, e.At, e.Kind, e.Attempt, e.Worker, e.Receipt, e.Reason));
        }

        if (events.Count > 0)
        {
            publisher.Publish();
        }
    }
}
