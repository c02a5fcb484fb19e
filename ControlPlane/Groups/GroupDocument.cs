using ShuffleOrleans.ControlPlane.Facts;
using ShuffleOrleans.ControlPlane.Partitions;

namespace ShuffleOrleans.ControlPlane.Groups;

/// <summary>All of a partition group, as it is stored.</summary>
/// <param name="EpochFloor">The life of the job that its partitions belong to; 0 if that is over and only orders are left.</param>
/// <param name="FoundingEpoch">Epochs up to this were given before the control plane's memory began.</param>
/// <param name="HighestEpoch">No epoch of any life was greater.</param>
/// <param name="Version">Grows with every change.</param>
/// <param name="Partitions">The partitions that ever had an attempt in this life.</param>
/// <param name="Orders">What workers are to delete.</param>
/// <param name="Untold">What the job may not have heard yet, oldest first.</param>
internal sealed record GroupDocument(
    long EpochFloor,
    long FoundingEpoch,
    long HighestEpoch,
    long Version,
    IReadOnlyList<PartitionRestored> Partitions,
    IReadOnlyList<WorkerOrders> Orders,
    IReadOnlyList<PartitionNews> Untold)
{
    /// <summary>The format that is written. Fields may be added; a change of meaning is a new number.</summary>
    public const int FormatVersion = 1;
}
