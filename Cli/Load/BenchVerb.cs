using System.CommandLine;
using System.Text.Json;
using ShuffleOrleans.Cli.Invocation;
using ShuffleOrleans.Cli.Output;
using ShuffleOrleans.Client.Remote;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Inspection;

namespace ShuffleOrleans.Cli.Load;

/// <summary><c>bench</c>: a small load against the running service, from this process alone. For figures to publish there is Benchmarks.</summary>
internal static class BenchVerb
{
    private const int MebiByte = 1024 * 1024;

    public static Command Create(VerbRunner runner)
    {
        Option<int> mebibytes = Arguments.Bounded("--mib", "MiB to write and read.", 256, 1, 16384);
        Option<int> producers = Arguments.Bounded("--producers", "Partitions, written at once.", 4, 1, 64);
        Option<int> consumers = Arguments.Bounded("--consumers", "Subpartitions, read at once.", 4, 1, 64);
        Option<bool> reduce = new("--reduce") { Description = "Reduce partitions instead of map partitions." };
        Command command = new("bench", "Writes and reads some data in a job of its own, verifies and releases it, and prints rates and this process' CPU time.")
        {
            mebibytes, producers, consumers, reduce,
        };
        return runner.Bind(command, async (parsed, session, cancellationToken) =>
        {
            BenchPlan plan = new(
                (long)parsed.GetValue(mebibytes) * MebiByte, parsed.GetValue(producers), parsed.GetValue(consumers),
                parsed.GetValue(reduce) ? DataPartitionKind.Reduce : DataPartitionKind.Map);
            return await RunAsync(session, plan, cancellationToken);
        });
    }

    private static async Task<int> RunAsync(Session session, BenchPlan plan, CancellationToken cancellationToken)
    {
        try
        {
            // Whether it is there at all: the client itself would try for half a minute.
            await session.Api.GetAsync("/v1/cluster", InspectionJson.Default.ClusterSummary, cancellationToken);
            RemoteShuffleOptions options = new() { ServiceUri = session.Api.Service };
            options.ControlPlane.Token = session.Api.Token;
            BenchRun run = new(options, session.Time, session.Warnings.Line);
            BenchReport report = await run.RunAsync(plan, cancellationToken);
            Show(session, report);
            return report.Read.Bytes == report.Write.Bytes ? ExitCode.Ok : Short(session, report);
        }
        catch (ShuffleException e)
        {
            session.Warnings.Line($"{e.Code}: {e.Message}");
            return e.Code switch
            {
                ShuffleErrorCode.ControlPlaneUnavailable or ShuffleErrorCode.ConnectFailed => ExitCode.NotReachable,
                ShuffleErrorCode.PartitionCorrupt or ShuffleErrorCode.FrameCorrupt => ExitCode.Damage,
                _ => ExitCode.Refused,
            };
        }
    }

    private static void Show(Session session, BenchReport report)
    {
        if (session.IsJson)
        {
            session.Screen.Json(JsonSerializer.Serialize(report, BenchReportJson.Default.BenchReport));
            return;
        }

        TextTable table = new("PHASE", ">BYTES", ">TOOK", ">RATE", ">CPU", ">CPU PER GB");
        foreach ((string name, BenchPhase phase) in new[] { ("write", report.Write), ("read", report.Read) })
        {
            table.Add(
                name, Figures.Bytes(phase.Bytes), Figures.Seconds(phase.Seconds), Figures.Rate(phase.BytesPerSecond), Figures.Seconds(phase.CpuSeconds),
                Figures.Ratio(phase.CpuSecondsPerGB) + " s");
        }

        table.Print(session.Screen);
        session.Screen.Line(
            "Every frame and every range was verified; all of it is released. CPU is this process' alone; it and the service may share the machine.");
    }

    private static int Short(Session session, BenchReport report)
    {
        session.Warnings.Line($"{report.Write.Bytes} bytes were written and {report.Read.Bytes} read.");
        return ExitCode.Damage;
    }
}
