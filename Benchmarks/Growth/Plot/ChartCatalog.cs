namespace ShuffleOrleans.Benchmarks.Growth.Plot;

/// <summary>The pictures that are made of a growth run.</summary>
internal static class ChartCatalog
{
    private const double Giga = 1e9;
    private const double Mebi = 1024 * 1024;

    private static readonly ChartLine[] Rates = [new("writeBytesPerSecond", "write"), new("readBytesPerSecond", "read")];
    private static readonly ChartLine[] Cpu = [new("cpuSecondsPerGB", "both ends"), new("clientCpuSecondsPerGB", "client"), new("workerCpuSecondsPerGB", "worker")];
    private static readonly ChartLine[] Memory = [new("residentBytes", "resident"), new("managedBytes", "managed, after a collection")];
    private static readonly ChartLine[] Start = [new("startSeconds", "start")];

    public static IReadOnlyList<Chart> All { get; } =
    [
        new("growth-channels-rate", "channels", "Speed by concurrent channels", "channels", "GB/s", Giga, Rates),
        new("growth-channels-cpu", "channels", "Processor time by concurrent channels", "channels", "CPU seconds per GB, written and read", 1, Cpu),
        new("growth-frames-rate", "frames", "Speed by frame size", "bytes of a frame", "GB/s", Giga, Rates),
        new("growth-frames-cpu", "frames", "Processor time by frame size", "bytes of a frame", "CPU seconds per GB, written and read", 1, Cpu),
        new("growth-stored-start", "stored", "Start with partitions in files", "partitions", "seconds until ready", 1, Start),
        new("growth-stored-memory", "stored", "Memory after a start with partitions in files", "partitions", "MiB", Mebi, Memory),
        new("growth-allocated-start", "allocated", "Start with partitions in the journal", "partitions", "seconds until ready", 1, Start),
        new("growth-allocated-memory", "allocated", "Memory after a start with partitions in the journal", "partitions", "MiB", Mebi, Memory),
    ];
}
