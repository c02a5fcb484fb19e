using System.Diagnostics.Metrics;

namespace ShuffleOrleans.DataPlane.Metrics;

/// <summary>
/// How long things took: one histogram each, recorded once a channel, commit, flush or wait, never once a frame.
/// </summary>
internal sealed class Durations(Meter meter)
{
    public Histogram<double> FirstCredit { get; } = Create(
        meter, "write.first_credit", "From the opening of a write channel to the first credit beyond the initial one.");

    public Histogram<double> CreditWait { get; } = Create(
        meter, "write.credit_wait", "How long writers stood without credit: from their word that they wait to the next credit.");

    public Histogram<double> Flush { get; } = Create(meter, "write.flush", "Storing what a write channel has received since its last flush, without the queue.");

    public Histogram<double> Commit { get; } = Create(meter, "write.commit", "From a writer's finish to the commit: the last flush, the queue and the durability.");

    public Histogram<double> ReadOpen { get; } = Create(meter, "read.open", "From a reader's question to the answer what is to come.");

    public Histogram<double> ColdRead { get; } = Create(meter, "read.cold_wait", "How long readers waited for bytes that were not in memory, the queue included.");

    public Histogram<double> MemoryWait { get; } = Create(meter, "memory.wait", "How long somebody waited for a buffer more from the memory ledger.");

    public Histogram<double> ControlPlaneCall { get; } = Create(meter, "control_plane.call", "The worker's calls of the control plane.");

    private static Histogram<double> Create(Meter meter, string name, string description) =>
        meter.CreateHistogram($"shuffle.data_plane.{name}.duration", "s", description, tags: null, Buckets.Seconds);
}
