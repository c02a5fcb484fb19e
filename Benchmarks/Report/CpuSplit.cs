namespace ShuffleOrleans.Benchmarks.Report;

/// <summary>Processor seconds per GB of one phase: in the programs and in the system, on both ends. Null without a worker.</summary>
internal sealed record CpuSplit(double? ClientUser, double? ClientSystem, double? WorkerUser, double? WorkerSystem)
{
    public static CpuSplit Of(IReadOnlyList<Measurement> rounds, Func<Measurement, PhaseCost> phase) => new(
        Median.Of(rounds.Select(round => (double?)phase(round).ClientCpu.User / round.GB)),
        Median.Of(rounds.Select(round => (double?)phase(round).ClientCpu.System / round.GB)),
        Median.Of(rounds.Select(round => phase(round).WorkerCpu?.User / round.GB)),
        Median.Of(rounds.Select(round => phase(round).WorkerCpu?.System / round.GB)));
}
