using System.Globalization;

namespace ShuffleOrleans.Samples.BatchEngine.Drivers;

/// <summary>CPU time of another process.</summary>
internal static class ProcessCpu
{
    // /proc counts in ticks of USER_HZ, which is 100 on every Linux that .NET runs on.
    private const double TicksPerSecond = 100;

    // Fields 14 and 15 of proc(5), counted from the state, which is field 3 and follows the name in parentheses.
    private const int UserTicks = 11;
    private const int KernelTicks = 12;

    /// <returns>User and kernel time in seconds, or null if the system does not tell.</returns>
    public static double? TrySeconds(int processId)
    {
        try
        {
            string stat = File.ReadAllText($"/proc/{processId}/stat");
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (Ticks(fields[UserTicks]) + Ticks(fields[KernelTicks])) / TicksPerSecond;
        }
        catch (IOException)
        {
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static double Ticks(string field) => double.Parse(field, CultureInfo.InvariantCulture);
}
