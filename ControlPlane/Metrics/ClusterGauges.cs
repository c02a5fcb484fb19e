using System.Diagnostics.Metrics;
using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.ControlPlane.Metrics;

/// <summary>Jobs, data sets, partitions and workers as gauges: each look at one of them counts, on the listener's thread.</summary>
internal static class ClusterGauges
{
    private const string State = "shuffle.state";

    public static void Observe(Meter meter, Func<ClusterCounts> look)
    {
        meter.CreateObservableGauge("shuffle.control_plane.job.usage", () => look().Jobs, "{job}", "Jobs that are registered now.");
        meter.CreateObservableGauge("shuffle.control_plane.data_set.usage", () => look().DataSets, "{data_set}", "Data sets with partitions now.");
        meter.CreateObservableGauge(
            "shuffle.control_plane.partition.usage", () => Partitions(look().Attempts), "{partition}", "Partition attempts now, by state.");
        meter.CreateObservableGauge("shuffle.control_plane.worker.usage", () => Workers(look().Workers), "{worker}", "Workers that are known now, by state.");
    }

    private static Measurement<long>[] Partitions(StateCounts counts) =>
    [
        Of(counts.Allocated, "allocated"),
        Of(counts.Writing, "writing"),
        Of(counts.Committed, "committed"),
        Of(counts.Releasing, "releasing"),
        Of(counts.Failed, "failed"),
        Of(counts.Lost, "lost"),
    ];

    private static IEnumerable<Measurement<long>> Workers(IReadOnlyDictionary<WorkerState, int> counts) => Enum.GetValues<WorkerState>()
        .Select(state => Of(counts.GetValueOrDefault(state), state.ToString().ToLowerInvariant()));

    private static Measurement<long> Of(long count, string state) => new(count, new KeyValuePair<string, object?>(State, state));
}
