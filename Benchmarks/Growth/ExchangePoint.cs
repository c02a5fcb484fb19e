using ShuffleOrleans.Benchmarks.Report;

namespace ShuffleOrleans.Benchmarks.Growth;

/// <summary>The values of a point that is a whole exchange.</summary>
internal static class ExchangePoint
{
    public static GrowthPoint Of(string series, long x, Measurement measurement) => new(series, x, new Dictionary<string, double?>
    {
        ["writeBytesPerSecond"] = measurement.WriteBytesPerSecond,
        ["readBytesPerSecond"] = measurement.ReadBytesPerSecond,
        ["cpuSecondsPerGB"] = measurement.CpuPerGB,
        ["clientCpuSecondsPerGB"] = measurement.ClientCpuPerGB,
        ["workerCpuSecondsPerGB"] = measurement.WorkerCpuPerGB,
        ["allocatedBytesPerGB"] = measurement.AllocatedPerGB,
        ["peakResidentBytes"] = measurement.PeakResidentBytes,
    });
}
