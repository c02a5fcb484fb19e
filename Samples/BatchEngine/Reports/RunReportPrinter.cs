using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace ShuffleOrleans.Samples.BatchEngine.Reports;

/// <summary>Prints the end of a run: a table on a terminal, aligned lines elsewhere, and the JSON object as the last line if asked for.</summary>
internal static class RunReportPrinter
{
    public static void Print(RunReport report, IReadOnlyList<(string Name, string Value)> extraRows, bool asJson)
    {
        IReadOnlyList<(string Name, string Value)> rows = [.. Rows(report), .. extraRows];
        if (Console.IsOutputRedirected)
        {
            PrintLines(rows);
        }
        else
        {
            PrintTable(report.Job, rows);
        }

        if (asJson)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(report, RunReportJson.Default.RunReport));
        }
    }

    private static void PrintLines(IReadOnlyList<(string Name, string Value)> rows)
    {
        int width = rows.Max(row => row.Name.Length);
        foreach ((string name, string value) in rows)
        {
            Console.Out.WriteLine($"{name.PadRight(width)}  {value}");
        }
    }

    private static void PrintTable(string title, IReadOnlyList<(string Name, string Value)> rows)
    {
        Table table = new Table().Title(title).HideHeaders().AddColumns(string.Empty, string.Empty);
        foreach ((string name, string value) in rows)
        {
            table.AddRow(Markup.Escape(name), Markup.Escape(value));
        }

        AnsiConsole.Write(table);
    }

    private static IEnumerable<(string Name, string Value)> Rows(RunReport report)
    {
        yield return ("result", report.Validated ? "right: validated" : $"NOT validated: {report.Error}");
        yield return ("records", Number($"{report.Records:N0} ({Amount.Format(report.Bytes)})"));
        yield return ("tasks", Number($"{report.Mappers} mappers x {report.Reducers} reducers on {report.Executors} executors, {report.TaskRetries} retries"));
        yield return ("shuffled", $"{Amount.Format(report.ShuffleBytes)}, stored as {Amount.Format(report.StoredBytes)}");
        yield return ("stored in", $"{report.PartitionType} partitions, compression {report.Compression}");
        yield return ("map stage", Number($"{report.MapSeconds:0.00} s, {Amount.Format(report.WriteBytesPerSecond)}/s written"));
        yield return ("reduce stage", Number($"{report.ReduceSeconds:0.00} s, {Amount.Format(report.ReadBytesPerSecond)}/s read"));
        yield return ("total", Number($"{report.TotalSeconds:0.00} s"));
        string worker = report.WorkerCpuSeconds is { } seconds ? Number($"{seconds:0.00} s") : "not known";
        yield return ("CPU time", Number($"executors {report.ExecutorCpuSeconds:0.00} s, shuffle service {worker}"));
        if (report.Dashboard is not null)
        {
            yield return ("dashboard", report.Dashboard);
        }

        if (report.KeptDirectory is not null)
        {
            yield return ("kept", $"until Enter or Ctrl-C: {report.KeptDirectory}");
        }
    }

    private static string Number(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
