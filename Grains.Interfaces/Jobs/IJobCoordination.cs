using ShuffleOrleans.Grains.Interfaces.Inspection;

namespace ShuffleOrleans.Grains.Interfaces.Jobs;

/// <summary>The same job as the other grains of the control plane see it; the key is the <see cref="JobId"/>.</summary>
[Alias("shuffle.IJobCoordination")]
[Version(2)]
public interface IJobCoordination : IGrainWithGuidKey
{
    /// <summary>The job's present life; null if it is not registered.</summary>
    [Alias("GetLife")]
    [AlwaysInterleave]
    Task<JobLife?> GetLifeAsync(CancellationToken cancellationToken);

    /// <summary>Takes in what happened in a group of its partitions. Repeated until it returns.</summary>
    /// <returns>False if that life of the job is over and nobody will tell the group any more: it ends what it holds of it.</returns>
    [Alias("Tell")]
    [AlwaysInterleave]
    Task<bool> TellAsync(GroupNews news, CancellationToken cancellationToken);

    /// <summary>Looks whether the job has been silent for too long, and goes on with an end that was interrupted. Called by timer and reminder.</summary>
    [Alias("CheckDeadline")]
    Task CheckDeadlineAsync(CancellationToken cancellationToken);

    /// <summary>The job without its attempts, and which groups have them; null if it is not registered. No sign of life of the JobMaster.</summary>
    [Alias("Look")]
    [AlwaysInterleave]
    Task<InspectionDocument?> LookAsync(CancellationToken cancellationToken);

    /// <summary>Ends the job for an operator, whoever speaks for it; when this returns the end is durable.</summary>
    /// <exception cref="ShuffleException"><see cref="ShuffleErrorCode.JobNotFound"/>: it is not registered.</exception>
    [Alias("EndForOperator")]
    Task EndForOperatorAsync(CancellationToken cancellationToken);
}
