namespace ShuffleOrleans.Benchmarks.Report;

/// <summary>One line of the report: the medians of the rounds of one system and shape. What could not be measured is null, never 0.</summary>
internal sealed record ReportRow
{
    public required string System { get; init; }

    public required string Shape { get; init; }

    public required int Rounds { get; init; }

    public required long Bytes { get; init; }

    public required double? WriteBytesPerSecond { get; init; }

    public required double? ReadBytesPerSecond { get; init; }

    public required double? ClientCpuSecondsPerGB { get; init; }

    public required double? WorkerCpuSecondsPerGB { get; init; }

    public required double? CpuSecondsPerGB { get; init; }

    public required double? CompiledMethods { get; init; }

    public required CpuSplit WriteCpu { get; init; }

    public required CpuSplit ReadCpu { get; init; }

    public required double? AllocatedBytesPerGB { get; init; }

    public required double? ClientAllocatedBytesPerGB { get; init; }

    public required double? WorkerAllocatedBytesPerGB { get; init; }

    public required double? PeakResidentBytes { get; init; }

    public required double? ClientPeakResidentBytes { get; init; }

    public required double? Gen2Collections { get; init; }

    public required double? SystemCallsPerGB { get; init; }

    public required double? ClientSystemCallsPerGB { get; init; }

    public required double? WorkerSystemCallsPerGB { get; init; }

    public static ReportRow Of(IReadOnlyList<Measurement> rounds, SystemCalls? calls) => new()
    {
        System = rounds[0].System,
        Shape = rounds[0].Shape,
        Rounds = rounds.Count,
        Bytes = rounds[0].Bytes,
        WriteBytesPerSecond = MedianOf(rounds, round => round.WriteBytesPerSecond),
        ReadBytesPerSecond = MedianOf(rounds, round => round.ReadBytesPerSecond),
        ClientCpuSecondsPerGB = MedianOf(rounds, round => round.ClientCpuPerGB),
        WorkerCpuSecondsPerGB = MedianOf(rounds, round => round.WorkerCpuPerGB),
        CpuSecondsPerGB = MedianOf(rounds, round => round.CpuPerGB),
        CompiledMethods = MedianOf(rounds, round => round.CompiledMethods),
        WriteCpu = CpuSplit.Of(rounds, round => round.Write),
        ReadCpu = CpuSplit.Of(rounds, round => round.Read),
        AllocatedBytesPerGB = MedianOf(rounds, round => round.AllocatedPerGB),
        ClientAllocatedBytesPerGB = MedianOf(rounds, round => round.ClientAllocatedPerGB),
        WorkerAllocatedBytesPerGB = MedianOf(rounds, round => round.WorkerAllocatedPerGB),
        PeakResidentBytes = MedianOf(rounds, round => round.PeakResidentBytes),
        ClientPeakResidentBytes = MedianOf(rounds, round => round.ClientPeakResidentBytes),
        Gen2Collections = MedianOf(rounds, round => round.Gen2Collections),
        SystemCallsPerGB = calls?.PerGB,
        ClientSystemCallsPerGB = calls?.ClientPerGB,
        WorkerSystemCallsPerGB = calls?.WorkerPerGB,
    };

    private static double? MedianOf(IReadOnlyList<Measurement> rounds, Func<Measurement, double?> value) => Median.Of(rounds.Select(value));
}
