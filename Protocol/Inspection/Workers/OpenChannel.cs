using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Protocol.Inspection.Workers;

/// <summary>A channel of a worker: one partition attempt being written, or one range of subpartitions being read.</summary>
/// <param name="Direction">Which way.</param>
/// <param name="Channel">Its number on its connection.</param>
/// <param name="Connection">The connection's name.</param>
/// <param name="Peer">The client's address.</param>
/// <param name="OpenedAt">When it was opened.</param>
/// <param name="Job">The job.</param>
/// <param name="DataSet">The data set.</param>
/// <param name="Kind">The kind of its partitions.</param>
/// <param name="Index">The producer; null for a read of a reduce partition, which is of many.</param>
/// <param name="Attempt">Its attempt; null likewise.</param>
/// <param name="Epoch">Its epoch; null likewise.</param>
/// <param name="FirstSubpartition">The first subpartition.</param>
/// <param name="SubpartitionCount">How many.</param>
/// <param name="Frames">Frames moved so far.</param>
/// <param name="Bytes">Bytes of them, headers included.</param>
/// <param name="TotalBytes">Bytes of all that are to move; null while nobody knows.</param>
/// <param name="CreditBytes">What the sending end may still send.</param>
/// <param name="BacklogBytes">What the sending end has ready, as it said last; null if nobody said.</param>
/// <param name="HeldBytes">Memory of the ledger that it holds.</param>
/// <param name="Waiting">What it waits for.</param>
/// <param name="WaitingSeconds">Since when; 0 if it does not wait.</param>
public sealed record OpenChannel(
    ChannelDirection Direction,
    uint Channel,
    string Connection,
    string Peer,
    DateTimeOffset OpenedAt,
    JobId Job,
    DataSetId DataSet,
    DataPartitionKind Kind,
    int? Index,
    int? Attempt,
    long? Epoch,
    int FirstSubpartition,
    int SubpartitionCount,
    long Frames,
    long Bytes,
    long? TotalBytes,
    long CreditBytes,
    long? BacklogBytes,
    long HeldBytes,
    Blocker Waiting,
    double WaitingSeconds);
