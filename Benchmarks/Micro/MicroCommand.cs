using System.CommandLine;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace ShuffleOrleans.Benchmarks.Micro;

/// <summary>The verb <c>micro</c>: single mechanisms, without processes and sockets.</summary>
internal static class MicroCommand
{
    private const int ExitOk = 0;
    private const int ExitFailed = 1;

    private static readonly Type[] All =
    [
        typeof(ChecksumBenchmarks),
        typeof(ColdChecksumBenchmarks),
        typeof(FramingBenchmarks),
        typeof(LedgerBenchmarks),
        typeof(MessageCodecBenchmarks),
        typeof(RegionIndexBenchmarks),
        typeof(SortBufferBenchmarks),
    ];

    public static Command Create()
    {
        Option<string> filter = new("--filter") { Description = "Which, as a pattern: *Checksum*. Default: all.", DefaultValueFactory = _ => "*" };
        Option<bool> isShort = new("--short") { Description = "Few and short iterations: a first impression." };
        Command command = new("micro", "Framing, checksums, ledger, index, sort buffer, message codec: time and allocated bytes of one operation.") { filter, isShort };
        command.SetAction(parsed => Run(parsed.GetValue(filter)!, parsed.GetValue(isShort)));
        return command;
    }

    private static int Run(string filter, bool isShort)
    {
        Summary[] summaries = [.. BenchmarkSwitcher.FromTypes(All).Run(["--filter", filter], MicroConfig.Create(isShort))];
        bool failed = summaries.Length == 0 || summaries.Any(summary => summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success));
        return failed ? ExitFailed : ExitOk;
    }
}
