using ShuffleOrleans.ControlPlane.Facts;

namespace ShuffleOrleans.ControlPlane.Partitions;

/// <summary>What a partition makes of a worker's report.</summary>
/// <param name="Fact">What has happened, or null if the report says nothing new.</param>
/// <param name="Unwanted">True if the worker holds something it must delete: a stale writer or a stale commit.</param>
/// <param name="Unclaimed">True if the worker holds something that nobody can speak for any more: it is kept for a grace time, like data of unknown
/// jobs.</param>
internal readonly record struct ReportVerdict(AttemptFact? Fact, bool Unwanted = false, bool Unclaimed = false)
{
    public static ReportVerdict NothingNew => default;

    public static ReportVerdict Delete => new(null, Unwanted: true);

    public static ReportVerdict KeepForNow => new(null, Unclaimed: true);

    /// <summary>Of a job that is not registered. What is damaged can never be taken in, and nobody will be there to forget it later.</summary>
    public static ReportVerdict OfUnknownJob(PartitionChangeKind kind) => kind switch
    {
        PartitionChangeKind.Committed => KeepForNow,
        PartitionChangeKind.Lost => Delete,
        _ => NothingNew,
    };

    public static implicit operator ReportVerdict(AttemptFact? fact) => new(fact);
}
