using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.Protocol.Inspection.Workers;

/// <summary>One data directory of a worker, from inside.</summary>
/// <param name="Directory">Its path on the worker, for people.</param>
/// <param name="Kind">SSD or HDD.</param>
/// <param name="State">What the worker thinks of it.</param>
/// <param name="Reason">What brought it into this state; empty while it is healthy.</param>
/// <param name="UsableBytes">What may still be written.</param>
/// <param name="StoredBytes">What committed and open partitions take.</param>
/// <param name="QueuedWork">Writes, deletes and other work that wait for its I/O threads.</param>
/// <param name="WaitingReads">Reads that wait for its disk.</param>
/// <param name="OpenFiles">Data files of it that are open.</param>
/// <param name="Partitions">Partition attempts in it, being written or committed.</param>
/// <param name="ScrubbedAt">When the scrubber last finished a round over it; null if it has not since the start.</param>
public sealed record InspectedDisk(
    string Directory,
    DiskKind Kind,
    DiskState State,
    string Reason,
    long UsableBytes,
    long StoredBytes,
    int QueuedWork,
    int WaitingReads,
    int OpenFiles,
    int Partitions,
    DateTimeOffset? ScrubbedAt);
