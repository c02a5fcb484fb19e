using System.Diagnostics.Metrics;
using ShuffleOrleans.DataPlane.Metrics;
using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.DataPlane.Storage.Partitions;
using ShuffleOrleans.Protocol.ControlPlane;

namespace ShuffleOrleans.DataPlane.Worker;

/// <summary>What stands at a moment in each data directory. Read by the listener's thread.</summary>
internal static class DiskGauges
{
    public static void Observe(Meter meter, PartitionStore store)
    {
        IReadOnlyList<DataDirectory> directories = store.Directories.All;
        Gauge("usable", "By", "What may still be written to a data directory.", directory => directory.UsableBytes);
        Gauge("usage", "By", "What partitions take in a data directory.", directory => directory.Load.StoredBytes);
        Gauge("healthy", "1", "1 while a data directory is healthy, else 0.", directory => directory.State == DiskState.Healthy ? 1 : 0);
        Gauge("fit", "1", "1 while a data directory takes new partitions if it has room, else 0: failed or excluded.", directory => directory.IsFit ? 1 : 0);
        Gauge("waiting_reads", "{read}", "Readers that wait for bytes from a disk.", directory => directory.Reads.Count);
        Gauge("queued_work", "{work}", "Work that waits for a thread of a data directory.", directory => directory.Queue.Length);
        Gauge("open_file", "{file}", "Files of a data directory that are open.", directory => directory.OpenFiles.Open);
        meter.CreateObservableCounter(
            "shuffle.data_plane.disk.error", () => Each(directories, directory => directory.Failures), "{error}", "Errors that a disk was to blame for.");
        meter.CreateObservableGauge(
            "shuffle.data_plane.disk.partition", () => Partitions(store), "{partition}", "Partition attempts in a data directory: being written, or committed.");

        void Gauge(string name, string unit, string description, Func<DataDirectory, long> value) =>
            meter.CreateObservableGauge($"shuffle.data_plane.disk.{name}", () => Each(directories, value), unit, description);
    }

    private static IEnumerable<Measurement<long>> Partitions(PartitionStore store)
    {
        (IReadOnlyDictionary<DataDirectory, int> counts, _) = store.InspectCounts();
        return Each(store.Directories.All, directory => counts.GetValueOrDefault(directory));
    }

    private static IEnumerable<Measurement<long>> Each(IEnumerable<DataDirectory> directories, Func<DataDirectory, long> value) =>
        directories.Select(directory => new Measurement<long>(
            value(directory),
            new KeyValuePair<string, object?>(Tags.Directory, directory.Device.Description),
            new(Tags.DiskKind, directory.Kind.ToString())));
}
