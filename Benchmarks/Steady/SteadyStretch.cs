using ShuffleOrleans.Benchmarks.Processes;
using ShuffleOrleans.Benchmarks.Report;

namespace ShuffleOrleans.Benchmarks.Steady;

/// <summary>What some exchanges in a row took together.</summary>
/// <param name="Exchanges">How many.</param>
/// <param name="Bytes">Written once and read once.</param>
/// <param name="Seconds">Of writing and reading.</param>
/// <param name="Cpu">Of all processes.</param>
/// <param name="ClientHeap">Of all client processes.</param>
/// <param name="WorkerHeap">Of the server.</param>
internal sealed record SteadyStretch(int Exchanges, long Bytes, double Seconds, double Cpu, ManagedCounters ClientHeap, ManagedCounters WorkerHeap)
{
    private static readonly ManagedCounters NoCounters = new(0, 0, 0, 0, 0);

    public static SteadyStretch Empty { get; } = new(0, 0, 0, 0, NoCounters, NoCounters);

    public double CpuPerGB => Cpu / Bytes * 1e9;

    public double BytesPerSecond => Bytes / Seconds;

    public double AllocatedPerGB => (ClientHeap.AllocatedBytes + WorkerHeap.AllocatedBytes) / (double)Bytes * 1e9;

    /// <summary>With one more exchange.</summary>
    public SteadyStretch With(long bytes, PhaseCost write, PhaseCost read) =>
        After(write).After(read) with { Exchanges = Exchanges + 1, Bytes = Bytes + bytes };

    public SteadyStretch Plus(SteadyStretch other) => new(
        Exchanges + other.Exchanges,
        Bytes + other.Bytes,
        Seconds + other.Seconds,
        Cpu + other.Cpu,
        ClientHeap.Plus(other.ClientHeap),
        WorkerHeap.Plus(other.WorkerHeap));

    private SteadyStretch After(PhaseCost phase) => this with
    {
        Seconds = Seconds + phase.Seconds,
        Cpu = Cpu + phase.ClientCpu.Total + (phase.WorkerCpu?.Total ?? 0),
        ClientHeap = ClientHeap.Plus(phase.ClientHeap),
        WorkerHeap = phase.WorkerHeap is { } heap ? WorkerHeap.Plus(heap) : WorkerHeap,
    };
}
