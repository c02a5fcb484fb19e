using System.Globalization;
using System.Text;

namespace ShuffleOrleans.Benchmarks.Report;

/// <summary>The report for people.</summary>
internal static class TextTable
{
    private const double Giga = 1e9;
    private const double Mega = 1e6;

    private static readonly string[] Heads =
    [
        "shape", "system", "write GB/s", "read GB/s", "CPU-s/GB", "client", "worker", "JIT", "w client u+s", "w worker u+s", "r client u+s", "r worker u+s",
        "MB alloc/GB", "peak MB", "gen2", "calls/GB",
    ];

    public static string Of(ShuffleReport report)
    {
        StringBuilder text = new();
        MachineFacts machine = report.Machine;
        text.Append(CultureInfo.InvariantCulture, $"{machine.Processor}, {machine.Cores} cores; {machine.Kernel}; {machine.Runtime}; ");
        text.AppendLine(CultureInfo.InvariantCulture, $"TCP {machine.UsedCongestionControl} (system: {machine.SystemCongestionControl})");
        string[][] rows = [Heads, .. report.Rows.OrderBy(row => row.Shape, StringComparer.Ordinal).Select(Cells)];
        int[] widths = [.. Enumerable.Range(0, Heads.Length).Select(column => rows.Max(row => row[column].Length))];
        foreach (string[] row in rows)
        {
            text.AppendLine(string.Join("  ", row.Select((cell, column) => column < 2 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))));
        }

        foreach ((string name, IReadOnlyDictionary<string, double?> shapes) in report.RatiosByShape)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{name}: {string.Join(", ", shapes.Select(shape => $"{shape.Key} {Number(shape.Value, "0.00")}"))}");
        }

        foreach (SystemFacts system in report.Systems.Where(system => system.Missing is not null))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"left out: {system.Name}: {system.Missing}");
        }

        foreach (string failure in report.Failures)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"FAILED: {failure}");
        }

        return text.ToString();
    }

    private static string[] Cells(ReportRow row) =>
    [
        row.Shape,
        row.System,
        Number(row.WriteBytesPerSecond / Giga, "0.00"),
        Number(row.ReadBytesPerSecond / Giga, "0.00"),
        Number(row.CpuSecondsPerGB, "0.00"),
        Number(row.ClientCpuSecondsPerGB, "0.00"),
        Number(row.WorkerCpuSecondsPerGB, "0.00"),
        Number(row.CompiledMethods, "0"),
        Split(row.WriteCpu.ClientUser, row.WriteCpu.ClientSystem),
        Split(row.WriteCpu.WorkerUser, row.WriteCpu.WorkerSystem),
        Split(row.ReadCpu.ClientUser, row.ReadCpu.ClientSystem),
        Split(row.ReadCpu.WorkerUser, row.ReadCpu.WorkerSystem),
        Number(row.AllocatedBytesPerGB / Mega, "0.00"),
        Number(row.PeakResidentBytes / Mega, "0"),
        Number(row.Gen2Collections, "0.#"),
        Number(row.SystemCallsPerGB, "0"),
    ];

    private static string Split(double? user, double? system) => user is null ? "-" : $"{Number(user, "0.00")}+{Number(system, "0.00")}";

    private static string Number(double? number, string format) => number?.ToString(format, CultureInfo.InvariantCulture) ?? "-";
}
