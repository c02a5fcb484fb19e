using System.Globalization;

namespace ShuffleOrleans.Benchmarks.Processes;

/// <summary>
/// Processor time and peak memory of some processes and their children, from /proc. The children are looked for once, when the meter is made: make it when
/// the processes are up.
/// </summary>
internal sealed class ProcessMeter
{
    // /proc counts in ticks of USER_HZ, which is 100 on every Linux that .NET runs on.
    private const double TicksPerSecond = 100;
    private const int BytesPerKibibyte = 1024;

    // Fields 14 and 15 of proc(5), counted from the state, which is field 3 and follows the name in parentheses.
    private const int UserTicks = 11;
    private const int SystemTicks = 12;

    public ProcessMeter(IEnumerable<int> processIds) => ProcessIds = [.. processIds.SelectMany(WithChildren).Distinct()];

    public IReadOnlyList<int> ProcessIds { get; }

    public CpuSeconds Cpu() => ProcessIds.Select(CpuOf).Aggregate(default(CpuSeconds), (sum, one) => sum + one);

    /// <summary>From now on <see cref="PeakResidentBytes"/> counts anew.</summary>
    public void ResetPeak()
    {
        foreach (int id in ProcessIds)
        {
            File.WriteAllText($"/proc/{id}/clear_refs", "5");
        }
    }

    /// <summary>The sum of the processes' peaks.</summary>
    public long PeakResidentBytes() => ProcessIds.Sum(PeakOf);

    private static IEnumerable<int> WithChildren(int id)
    {
        string children = File.ReadAllText($"/proc/{id}/task/{id}/children");
        return children.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Parse).SelectMany(WithChildren).Prepend(id);
    }

    private static CpuSeconds CpuOf(int id)
    {
        string stat = File.ReadAllText($"/proc/{id}/stat");
        string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return new CpuSeconds(Parse(fields[UserTicks]) / TicksPerSecond, Parse(fields[SystemTicks]) / TicksPerSecond);
    }

    private static long PeakOf(int id)
    {
        string line = File.ReadLines($"/proc/{id}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return (long)Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) * BytesPerKibibyte;
    }

    private static int Parse(string number) => int.Parse(number, CultureInfo.InvariantCulture);
}
