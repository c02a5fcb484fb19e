using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.Protocol.Inspection.Service;

/// <summary>One data directory of a worker, as the worker reported it last.</summary>
/// <param name="Directory">Its path on the worker.</param>
/// <param name="Kind">The kind of disk it lies on.</param>
/// <param name="State">What the worker thinks of it.</param>
/// <param name="Reason">What brought it into this state; empty while it is healthy.</param>
/// <param name="UsableBytes">What may still be written.</param>
/// <param name="StoredBytes">What partitions take.</param>
public sealed record DiskSummary(string Directory, DiskKind Kind, DiskState State, string Reason, long UsableBytes, long StoredBytes);
