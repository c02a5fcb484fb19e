using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.Protocol.ControlPlane;

/// <summary>One data directory of a worker.</summary>
/// <param name="Directory">Its path on the worker, for people.</param>
/// <param name="Kind">SSD or HDD.</param>
/// <param name="UsableBytes">
/// What may still be written: free space less what must stay free, and no more than its limit leaves. Directories of one file system divide it, so that the
/// sum over a worker's directories is what the worker has.
/// </param>
/// <param name="StoredBytes">What committed and open partitions take.</param>
/// <param name="Healthy">Whether its state lets it take new partitions: false when it has failed or is excluded.</param>
public sealed record DiskLoad(string Directory, DiskKind Kind, long UsableBytes, long StoredBytes, bool Healthy)
{
    /// <summary>The most characters of a <see cref="Reason"/>: 500.</summary>
    public const int MaxReasonLength = 500;

    /// <summary>More closely why, or why not.</summary>
    public DiskState State { get; init; } = Healthy ? DiskState.Healthy : DiskState.Failed;

    /// <summary>What brought it into this state, for people; empty while it is healthy.</summary>
    public string Reason { get; init; } = "";
}
