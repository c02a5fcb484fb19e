using System.Security.Cryptography;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Samples.BatchEngine.Jobs;
using ShuffleOrleans.Samples.BatchEngine.Messages;
using ShuffleOrleans.Samples.BatchEngine.Processes;
using ShuffleOrleans.Samples.BatchEngine.Reports;
using ShuffleOrleans.Samples.BatchEngine.Shuffle;
using Spectre.Console;

namespace ShuffleOrleans.Samples.BatchEngine.Drivers;

/// <summary>
/// One run of a map-reduce job from the command's start to its exit code: the caretaker with the service, the job on its processes, the validation,
/// the report. All processes and files of the run are gone when it returns.
/// </summary>
public sealed class MapReduceRun(EngineOptions options, SelfCommand self, TimeProvider time)
{
    private const int Failed = 1;
    private const int Interrupted = 130;

    /// <summary>Runs the job.</summary>
    /// <returns>The exit code: 0 only if the result was validated.</returns>
    public async Task<int> RunAsync(IMapReduceJob job)
    {
        using TerminationSignals signals = new();
        try
        {
            return await RunToEndAsync(job, signals.Token) ? 0 : Failed;
        }
        catch (Exception e) when (signals.Token.IsCancellationRequested && (e is OperationCanceledException or DriverException or IOException))
        {
            await Console.Error.WriteLineAsync("Interrupted; all processes of the run have ended.");
            return Interrupted;
        }
        catch (Exception e) when (e is DriverException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return Failed;
        }
    }

    // Whether the result was validated.
    private async Task<bool> RunToEndAsync(IMapReduceJob job, CancellationToken cancellationToken)
    {
        long started = time.GetTimestamp();
        ClusterChoice? cluster = options.Cluster is { } address
            ? new ClusterChoice(address, options.ClusterId, ClusterClientLocation.Find(options.ClusterClient, AppContext.BaseDirectory))
            : null;
        CaretakerConfiguration care = new($"shuffle-{job.Name}-", options.NeedsOwnService ? StandaloneLocation.Find() : null);
        await using Caretaker caretaker = await Caretaker.StartAsync(self, care, cancellationToken);
        ShuffleChoice shuffle = Choose(caretaker, cluster);
        JobId id = JobId.FromGuid(Guid.NewGuid());
        string? dashboard = DashboardAddress.Of(shuffle.Options.ServiceUri, id);
        await using IProgressView view = Console.IsOutputRedirected ? new PlainProgressView(Console.Out, time) : new TerminalProgressView(AnsiConsole.Console);
        Introduce(view, job, shuffle, dashboard);
        await using JobDriver driver = CreateDriver(job, id, shuffle, caretaker, view);
        JobOutcome outcome = await driver.RunAsync(caretaker.Exited, cancellationToken);
        await view.DisposeAsync();
        double? workerCpuSeconds = caretaker.Service is { } service ? ProcessCpu.TrySeconds(service.Pid) : null;
        RunReport report = Report(job, outcome) with
        {
            WorkerCpuSeconds = workerCpuSeconds,
            Dashboard = dashboard,
            KeptDirectory = options.Keep ? caretaker.WorkDirectory : null,
        };
        report = outcome.Succeeded ? job.Validate(outcome, report, cancellationToken) : report;
        report = report with { TotalSeconds = time.GetElapsedTime(started).TotalSeconds };
        RunReportPrinter.Print(report, report.Error is null ? job.SummaryRows : [], options.Json);
        if (options.Keep)
        {
            await KeptRun.UntilDismissedAsync(Console.In, caretaker.Exited, cancellationToken);
        }

        return report.Validated;
    }

    private void Introduce(IProgressView view, IMapReduceJob job, ShuffleChoice shuffle, string? dashboard)
    {
        view.Say($"{job.Name}: {options.Mappers} mappers x {options.Reducers} reducers on {options.Executors} executors, {shuffle}");
        if (dashboard is not null)
        {
            view.Say($"Watch it at {dashboard}");
        }
    }

    private JobDriver CreateDriver(IMapReduceJob job, JobId id, ShuffleChoice shuffle, Caretaker caretaker, IProgressView view)
    {
        string token = RandomNumberGenerator.GetHexString(32);
        IReadOnlyList<StageSpec> stages = [new(StageNames.Map, options.Mappers), new(StageNames.Reduce, options.Reducers)];
        JobSpec spec = new(id, job.Name, stages, job.Prepare(caretaker.WorkDirectory))
        {
            PartitionKind = options.PartitionKind,
            MaxRecordBytes = job.MaxRecordBytes,
            KillExecutorInStage = options.KillExecutorInStage,
            KeepData = options.Keep,
        };
        ExecutorConfiguration executors = new(string.Empty, JobMasterPort: 0, token, options.Slots, caretaker.WorkDirectory, shuffle);
        return new JobDriver(self, new JobMasterConfiguration(spec, token, shuffle), executors, options.Executors, view);
    }

    private ShuffleChoice Choose(Caretaker caretaker, ClusterChoice? cluster)
    {
        Uri? service = options.NeedsOwnService ? new Uri(caretaker.Service!.Gateway) : options.Service;
        string? data = options.Shuffle == ShuffleServices.Local ? Directory.CreateDirectory(Path.Combine(caretaker.WorkDirectory, "data")).FullName : null;
        return new ShuffleChoice(
            options.Shuffle, new ShuffleServiceOptions(service, options.Compression, data) { Durability = options.Durability, Cluster = cluster });
    }

    private RunReport Report(IMapReduceJob job, JobOutcome outcome)
    {
        StageSummary map = outcome.Stages[0];
        StageSummary reduce = outcome.Stages[1];
        return new RunReport
        {
            Job = job.Name,
            Validated = false,
            Error = outcome.Error,
            Mappers = options.Mappers,
            Reducers = options.Reducers,
            Executors = options.Executors,
            PartitionType = options.PartitionKind == DataPartitionKind.Reduce ? "reduce" : "map",
            Shuffle = options.Shuffle,
            Compression = options.Compression,
            ShuffleBytes = map.Counters.BytesWritten,
            StoredBytes = map.StoredBytes,
            MapSeconds = map.Seconds,
            ReduceSeconds = reduce.Seconds,
            WriteBytesPerSecond = Rate(map.Counters.BytesWritten, map.Seconds),
            ReadBytesPerSecond = Rate(reduce.Counters.BytesRead, reduce.Seconds),
            TaskRetries = outcome.TaskRetries,
            ExecutorCpuSeconds = outcome.ExecutorCpuSeconds,
        };
    }

    private static double Rate(long bytes, double seconds) => seconds > 0 ? bytes / seconds : 0;
}
