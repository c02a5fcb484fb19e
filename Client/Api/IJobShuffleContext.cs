using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Client.Api;

/// <summary>How a shuffle master talks back to one job (FLIP-31: JobShuffleContext).</summary>
public interface IJobShuffleContext
{
    /// <summary>The job.</summary>
    JobId Job { get; }

    /// <summary>A name for people.</summary>
    string JobName { get; }

    /// <summary>
    /// These outputs are lost (the PartitionLost callback): the engine stops tracking them and runs their producers again if somebody still needs them. Called
    /// once for each lost attempt, never concurrently for a job. Also of attempts that failed while they were written: an engine whose task has failed anyway knows
    /// them already, but a task whose worker dies just after the commit ends well all the same.
    /// </summary>
    Task StopTrackingAndReleasePartitionsAsync(IReadOnlyCollection<ResultPartitionId> partitions, CancellationToken cancellationToken);
}
