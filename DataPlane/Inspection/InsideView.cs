using ShuffleOrleans.DataPlane.Server;
using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.DataPlane.Storage.Quarantine;
using ShuffleOrleans.DataPlane.Storage.Recovery;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Inspection.Workers;

namespace ShuffleOrleans.DataPlane.Inspection;

/// <summary>A worker's own figures at a moment.</summary>
internal sealed class InsideView(InspectedParts parts)
{
    // The overview names the largest only; the ledger is asked for by itself.
    private const int Holders = 20;

    private readonly DateTimeOffset _startedAt = parts.Time.GetUtcNow();

    public WorkerInside Look()
    {
        DataServer server = parts.Server;
        ICollection<WorkerConnection> connections = server.Connections;
        TrafficTotals traffic = server.Traffic;
        IReadOnlyList<QuarantinedPartition> damaged = parts.Quarantine.Kept;
        (IReadOnlyDictionary<DataDirectory, int> partitions, int kept) = parts.Store.InspectCounts();
        return new WorkerInside(
            _startedAt,
            [.. connections.OrderBy(connection => connection.OpenedAt).Take(InspectionLimits.PageItems).Select(connection => connection.Inspect())],
            connections.Count,
            server.Options.MaxConnections,
            server.Options.MaxWriteChannels,
            server.Options.MaxReadChannels,
            traffic.ReceivedBytes,
            traffic.SentBytes,
            traffic.ReceivedFrames,
            traffic.SentFrames,
            parts.Scrubber.Progress.Damaged,
            parts.Store.Directories.OpenFiles.Open,
            parts.Store.Directories.OpenFiles.Limit,
            kept,
            (long)(parts.Spiller?.Memory.BufferCount ?? 0) * parts.Ledger.BufferBytes,
            damaged.Count,
            damaged.Sum(file => file.Bytes),
            [.. parts.Store.Directories.All.Select(directory => Disk(directory, partitions.GetValueOrDefault(directory)))],
            parts.Ledger.Inspect(Holders),
            Recovery());
    }

    private InspectedDisk Disk(DataDirectory directory, int partitions)
    {
        DiskLoad load = directory.Load;
        return new InspectedDisk(
            load.Directory,
            load.Kind,
            load.State,
            load.Reason,
            load.UsableBytes,
            load.StoredBytes,
            directory.Queue.Length,
            directory.Reads.Count,
            directory.OpenFiles.Open,
            partitions,
            parts.Scrubber.RoundEndedAt(directory));
    }

    private RecoveryFigures Recovery()
    {
        RecoveryReport report = parts.Recovery;
        return new RecoveryFigures(
            report.Count(RecoveryOutcome.Recovered),
            DamagedOutcomes.Sum(report.Count),
            report.Count(RecoveryOutcome.PartialRemoved),
            report.Duration.TotalSeconds);
    }

    private static readonly RecoveryOutcome[] DamagedOutcomes =
    [
        RecoveryOutcome.TooShort,
        RecoveryOutcome.HeaderDamaged,
        RecoveryOutcome.FooterMissing,
        RecoveryOutcome.FooterDamaged,
        RecoveryOutcome.EndsDiffer,
        RecoveryOutcome.IndexDamaged,
        RecoveryOutcome.WrongName,
    ];
}
