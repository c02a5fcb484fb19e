using System.Runtime.InteropServices;

namespace ShuffleOrleans.Benchmarks.Report;

/// <summary>What a reader of the numbers must know of the machine.</summary>
/// <param name="Kernel">Name and version.</param>
/// <param name="Processor">Its model.</param>
/// <param name="Cores">How many the process may use.</param>
/// <param name="MemoryBytes">Main memory.</param>
/// <param name="Runtime">The .NET version.</param>
/// <param name="SystemCongestionControl">What TCP sockets get by default.</param>
/// <param name="UsedCongestionControl">What the sockets of this service and of the loop ask for.</param>
internal sealed record MachineFacts(
    string Kernel, string? Processor, int Cores, long MemoryBytes, string Runtime, string? SystemCongestionControl, string? UsedCongestionControl)
{
    private const string Wanted = "cubic";

    public static MachineFacts Read()
    {
        string? system = TryRead("/proc/sys/net/ipv4/tcp_congestion_control")?.Trim();
        string[] available = TryRead("/proc/sys/net/ipv4/tcp_available_congestion_control")?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) ?? [];
        return new MachineFacts(
            $"{RuntimeInformation.OSDescription} {RuntimeInformation.OSArchitecture}",
            TryRead("/proc/cpuinfo")?.Split('\n').FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim(),
            Environment.ProcessorCount,
            GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
            RuntimeInformation.FrameworkDescription,
            system,
            available.Contains(Wanted) ? Wanted : system);
    }

    private static string? TryRead(string path) => File.Exists(path) ? File.ReadAllText(path) : null;
}
