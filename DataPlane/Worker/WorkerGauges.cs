using System.Diagnostics.Metrics;
using ShuffleOrleans.DataPlane.Inspection;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Metrics;
using ShuffleOrleans.DataPlane.Server;
using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.DataPlane.Storage.Scrubbing;
using ShuffleOrleans.Protocol.Inspection.Workers;

namespace ShuffleOrleans.DataPlane.Worker;

/// <summary>
/// What stands at a moment, for whoever listens: each limit of the worker beside what is used of it, and counts that are kept anyway. Read by the listener's
/// thread.
/// </summary>
internal static class WorkerGauges
{
    public static void Observe(Meter meter, InspectedParts parts)
    {
        ObserveServer(meter, parts.Server);
        ObserveMemory(meter, parts);
        ObserveStorage(meter, parts);
        DiskGauges.Observe(meter, parts.Store);
    }

    private static void ObserveServer(Meter meter, DataServer server)
    {
        DataServerOptions limits = server.Options;
        ObserveUsed(meter, "shuffle.data_plane.connection", "{connection}", "Connections", () => server.OpenConnections, limits.MaxConnections);
        ObserveUsed(meter, "shuffle.data_plane.write_channel", "{channel}", "Partitions being written", () => server.OpenWriteChannels, limits.MaxWriteChannels);
        ObserveUsed(meter, "shuffle.data_plane.read_channel", "{channel}", "Ranges being read", () => server.OpenReadChannels, limits.MaxReadChannels);
        meter.CreateObservableGauge(
            "shuffle.data_plane.connection.greeted", () => ConnectionsByRole(server), "{connection}", "Connections now that have said whether they write or read.");
        meter.CreateObservableCounter("shuffle.data_plane.frame.received", () => server.Traffic.ReceivedFrames, "{frame}", "Frames that writers sent.");
        meter.CreateObservableCounter("shuffle.data_plane.frame.sent", () => server.Traffic.SentFrames, "{frame}", "Frames that were sent to readers.");
    }

    private static void ObserveMemory(Meter meter, InspectedParts parts)
    {
        MemoryLedger ledger = parts.Ledger;
        ObserveUsed(
            meter, "shuffle.data_plane.memory.quota", "By", "Memory promised to connections, channels and kept partitions",
            () => (long)ledger.QuotaBuffers * ledger.BufferBytes, ledger.BudgetBytes);
        meter.CreateObservableGauge(
            "shuffle.data_plane.memory.usage", () => (long)ledger.InUseBuffers * ledger.BufferBytes, "By", "Memory that holds payload now.");
        meter.CreateObservableGauge("shuffle.data_plane.memory.waiting", () => ledger.WaiterCount, "{account}", "Who waits for more memory from the ledger now.");
        meter.CreateObservableGauge(
            "shuffle.data_plane.memory.kept", () => (long)(parts.Spiller?.Memory.BufferCount ?? 0) * ledger.BufferBytes, "By",
            "Memory that holds committed partitions of jobs with memory durability now.");
        meter.CreateObservableCounter(
            "shuffle.data_plane.memory.spilled", () => parts.Spiller?.SpilledCount ?? 0, "{partition}", "Partitions that were moved from memory to a disk.");
    }

    private static void ObserveStorage(Meter meter, InspectedParts parts)
    {
        Scrubber scrubber = parts.Scrubber;
        OpenFileLimit files = parts.Store.Directories.OpenFiles;
        ObserveUsed(meter, "shuffle.data_plane.open_file", "{file}", "Open files of partitions", () => files.Open, files.Limit);
        meter.CreateObservableCounter("shuffle.data_plane.scrub.checked", () => scrubber.Progress.Bytes, "By", "Bytes of stored partitions that were checked.");
        meter.CreateObservableGauge(
            "shuffle.data_plane.quarantine.usage", () => parts.Quarantine.Kept.Sum(file => file.Bytes), "By", "Bytes of damaged files that are kept now.");
        meter.CreateObservableGauge(
            "shuffle.data_plane.quarantine.file", () => parts.Quarantine.Kept.Count, "{file}", "Damaged files that are kept now.");
        meter.CreateObservableGauge(
            "shuffle.data_plane.recovery.duration", () => parts.Recovery.Duration.TotalSeconds, "s", "How long the last start took to read what the disks hold.");
    }

    private static IEnumerable<Measurement<long>> ConnectionsByRole(DataServer server)
    {
        ConnectionRole[] roles = [.. server.Connections.Select(connection => connection.Role)];
        return new[] { ConnectionRole.Writer, ConnectionRole.Reader }.Select(role => new Measurement<long>(
            roles.LongCount(one => one == role), new KeyValuePair<string, object?>(Tags.Direction, role == ConnectionRole.Writer ? "write" : "read")));
    }

    private static void ObserveUsed(Meter meter, string name, string unit, string what, Func<long> used, long limit)
    {
        meter.CreateObservableGauge($"{name}.usage", used, unit, $"{what} now.");
        meter.CreateObservableGauge($"{name}.limit", () => limit, unit, $"{what} at the most.");
    }
}
