using System.Diagnostics.Metrics;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Metrics;
using ShuffleOrleans.DataPlane.Server;
using ShuffleOrleans.DataPlane.Storage.Directories;

namespace ShuffleOrleans.DataPlane.Worker;

/// <summary>
/// What stands at a moment, for whoever listens: each limit of the worker beside what is used of it. Read by the listener's thread.
/// </summary>
internal static class WorkerGauges
{
    public static void Observe(DataPlaneMetrics metrics, DataServer server, MemoryLedger ledger, DataDirectorySet directories)
    {
        Meter meter = metrics.Meter;
        DataServerOptions limits = server.Options;
        ObserveUsed(meter, "shuffle.data_plane.connection", "{connection}", "Connections", () => server.OpenConnections, limits.MaxConnections);
        ObserveUsed(meter, "shuffle.data_plane.write_channel", "{channel}", "Partitions being written", () => server.OpenWriteChannels, limits.MaxWriteChannels);
        ObserveUsed(meter, "shuffle.data_plane.read_channel", "{channel}", "Ranges being read", () => server.OpenReadChannels, limits.MaxReadChannels);
        ObserveUsed(
            meter, "shuffle.data_plane.open_file", "{file}", "Open files of partitions", () => directories.OpenFiles.Open, directories.OpenFiles.Limit);
        ObserveUsed(
            meter, "shuffle.data_plane.memory.quota", "By", "Memory promised to connections, channels and kept partitions",
            () => (long)ledger.QuotaBuffers * ledger.BufferBytes, ledger.BudgetBytes);
        meter.CreateObservableGauge(
            "shuffle.data_plane.memory.usage", () => (long)ledger.InUseBuffers * ledger.BufferBytes, "By", "Memory that holds payload now.");
        ObserveDisks(meter, directories);
    }

    private static void ObserveUsed(Meter meter, string name, string unit, string what, Func<long> used, long limit)
    {
        meter.CreateObservableGauge($"{name}.usage", used, unit, $"{what} now.");
        meter.CreateObservableGauge($"{name}.limit", () => limit, unit, $"{what} at the most.");
    }

    private static void ObserveDisks(Meter meter, DataDirectorySet directories)
    {
        ObserveEach(meter, "shuffle.data_plane.disk.usable", "By", "What may still be written to a data directory.", directory => directory.UsableBytes);
        ObserveEach(meter, "shuffle.data_plane.disk.usage", "By", "What partitions take in a data directory.", directory => directory.Load.StoredBytes);
        ObserveEach(meter, "shuffle.data_plane.disk.healthy", "1", "1 while a data directory is healthy, else 0.", directory => directory.Load.Healthy ? 1 : 0);
        ObserveEach(meter, "shuffle.data_plane.disk.waiting_reads", "{read}", "Readers that wait for bytes from a disk.", directory => directory.Reads.Count);

        void ObserveEach(Meter to, string name, string unit, string description, Func<DataDirectory, long> value) => to.CreateObservableGauge(
            name,
            () => directories.All.Select(directory => new Measurement<long>(
                value(directory), new KeyValuePair<string, object?>("shuffle.disk.directory", directory.Device.Description))),
            unit,
            description);
    }
}
