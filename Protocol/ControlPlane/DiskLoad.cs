using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.Protocol.ControlPlane;

/// <summary>One data directory of a worker.</summary>
/// <param name="Directory">Its path on the worker, for people.</param>
/// <param name="Kind">SSD or HDD.</param>
/// <param name="UsableBytes">What may still be written: free space less what must stay free.</param>
/// <param name="StoredBytes">What committed and open partitions take.</param>
/// <param name="Healthy">False after a failed operation.</param>
public sealed record DiskLoad(string Directory, DiskKind Kind, long UsableBytes, long StoredBytes, bool Healthy);
