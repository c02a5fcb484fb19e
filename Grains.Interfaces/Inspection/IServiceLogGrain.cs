namespace ShuffleOrleans.Grains.Interfaces.Inspection;

/// <summary>
/// What happened of late in the whole cluster, for people. There is one, with key 0. It remembers nothing beyond its activation: its readers have missed
/// something when it moves.
/// </summary>
[Alias("shuffle.IServiceLogGrain")]
[Version(1)]
public interface IServiceLogGrain : IGrainWithIntegerKey
{
    /// <summary>Numbers what happened, and keeps it.</summary>
    /// <param name="events">A list of events.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    [Alias("Tell")]
    [AlwaysInterleave]
    Task TellAsync(InspectionDocument events, CancellationToken cancellationToken);

    /// <summary>A batch of events.</summary>
    /// <param name="query">Which.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    [Alias("Read")]
    [AlwaysInterleave]
    Task<InspectionDocument> ReadAsync(InspectionDocument query, CancellationToken cancellationToken);

    /// <summary>The newest events about a job or one of its partitions, oldest first: a batch.</summary>
    /// <param name="job">The job.</param>
    /// <param name="dataSet">The data set; null for all of the job.</param>
    /// <param name="index">The producer; null for all of the data set.</param>
    /// <param name="take">How many at most.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    [Alias("ReadAbout")]
    [AlwaysInterleave]
    Task<InspectionDocument> ReadAboutAsync(JobId job, DataSetId? dataSet, int? index, int take, CancellationToken cancellationToken);

    /// <summary>Ends when there are events after this number, or after some seconds.</summary>
    [Alias("Wait")]
    [AlwaysInterleave]
    Task WaitAsync(long after, CancellationToken cancellationToken);
}
