namespace ShuffleOrleans.Protocol.Inspection.Workers;

/// <summary>What only the worker itself knows of its state.</summary>
/// <param name="StartedAt">When this process opened it.</param>
/// <param name="Connections">The open connections, the oldest 1000 of them.</param>
/// <param name="ConnectionCount">How many are open.</param>
/// <param name="MaxConnections">How many may be.</param>
/// <param name="MaxWriteChannels">How many partitions may be written at once.</param>
/// <param name="MaxReadChannels">How many may be read at once.</param>
/// <param name="ReceivedBytes">Bytes of frames received since the start.</param>
/// <param name="SentBytes">Bytes of frames sent since the start.</param>
/// <param name="ReceivedFrames">Frames received since the start.</param>
/// <param name="SentFrames">Frames sent since the start.</param>
/// <param name="VerificationFailures">How many checks, of the scrubber, of readers and of operators, found damage since the start.</param>
/// <param name="OpenFiles">Data files that are open, being written or read.</param>
/// <param name="MaxOpenFiles">How many the process may have open; 0 where the system does not say.</param>
/// <param name="KeptPartitions">Partition attempts that lie in memory, whole or in part.</param>
/// <param name="KeptBytes">What of memory they take.</param>
/// <param name="QuarantinedFiles">Damaged files kept to look at.</param>
/// <param name="QuarantinedBytes">Their lengths together.</param>
/// <param name="Disks">The data directories.</param>
/// <param name="Ledger">The memory ledger with its largest holders.</param>
/// <param name="Recovery">What the start has found on the disks.</param>
public sealed record WorkerInside(
    DateTimeOffset StartedAt,
    IReadOnlyList<OpenConnection> Connections,
    int ConnectionCount,
    int MaxConnections,
    int MaxWriteChannels,
    int MaxReadChannels,
    long ReceivedBytes,
    long SentBytes,
    long ReceivedFrames,
    long SentFrames,
    long VerificationFailures,
    long OpenFiles,
    long MaxOpenFiles,
    int KeptPartitions,
    long KeptBytes,
    int QuarantinedFiles,
    long QuarantinedBytes,
    IReadOnlyList<InspectedDisk> Disks,
    LedgerState Ledger,
    RecoveryFigures? Recovery);
