using System.Text.Json;
using System.Threading.Channels;
using ShuffleOrleans.Samples.BatchEngine.Jobs;
using ShuffleOrleans.Samples.BatchEngine.Messages;
using ShuffleOrleans.Samples.BatchEngine.Processes;
using ShuffleOrleans.Samples.BatchEngine.Reports;

namespace ShuffleOrleans.Samples.BatchEngine.Drivers;

/// <summary>
/// Runs one job on processes of its own: a JobMaster and executors. One loop takes what they say and whether they live. Disposing ends them all; until then a
/// JobMaster that keeps its job's data goes on keeping it.
/// </summary>
internal sealed class JobDriver(SelfCommand self, JobMasterConfiguration master, ExecutorConfiguration executors, int executorCount, IProgressView view) : IAsyncDisposable
{
    // Executors that die by themselves are replaced so often in all; then something is wrong that replacing does not cure.
    private const int MaxReplacements = 8;
    private const int MaxWaitingEvents = 1024;
    private static readonly TimeSpan MasterEndTimeout = TimeSpan.FromSeconds(30);

    private readonly Channel<DriverInput> _inputs = Channel.CreateBounded<DriverInput>(new BoundedChannelOptions(MaxWaitingEvents) { SingleReader = true });
    private int _replacementCount;
    private ChildProcess? _jobMaster;
    private ExecutorCrew? _crew;

    /// <summary>Runs the job.</summary>
    /// <param name="serviceExited">Ends if the service that it needs dies.</param>
    /// <param name="cancellationToken">Ends everything.</param>
    /// <exception cref="DriverException">A process that it needs has died.</exception>
    public async Task<JobOutcome> RunAsync(Task serviceExited, CancellationToken cancellationToken)
    {
        ChildProcess jobMaster = _jobMaster = ChildProcess.Start(
            "job-master", self.StartInfo(RoleNames.JobMaster), MasterEndTimeout, OnMasterLineAsync, line => Console.Error.WriteLine($"job-master: {line}"));
        _ = jobMaster.Exited.ContinueWith(_ => Post(new DriverInput { Died = "The JobMaster process ended before the job did." }), TaskScheduler.Default);
        _ = serviceExited.ContinueWith(_ => Post(new DriverInput { Died = "The shuffle service ended before the job did." }), TaskScheduler.Default);
        await jobMaster.ConfigureAsync(JsonSerializer.Serialize(master, EngineJson.Default.JobMasterConfiguration));

        try
        {
            await foreach (DriverInput input in _inputs.Reader.ReadAllAsync(cancellationToken))
            {
                switch (input)
                {
                    case { Said: JobMasterListening listening }:
                        _crew = CreateCrew(listening.Port);
                        await StartExecutorsAsync(_crew);
                        break;
                    case { Said: JobCompleted completed }:
                        return completed.Outcome;
                    case { Said: { } said }:
                        Show(said, _crew);
                        break;
                    case { ExitedExecutor: { } process }:
                        await ReplaceAsync(process, _crew);
                        break;
                    case { Died: { } reason }:
                        throw new DriverException(reason);
                }
            }
        }
        finally
        {
            _inputs.Writer.TryComplete();
        }

        throw new DriverException("The run ended without a result.");
    }

    /// <summary>Ends the executors, then the JobMaster, which ends the job in the service.</summary>
    public async ValueTask DisposeAsync()
    {
        await (_crew?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_jobMaster?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private ExecutorCrew CreateCrew(int jobMasterPort)
        => new(self, executors with { JobMasterPort = jobMasterPort }, process => Post(new DriverInput { ExitedExecutor = process }));

    private async Task StartExecutorsAsync(ExecutorCrew crew)
    {
        for (int i = 0; i < executorCount; i++)
        {
            await crew.StartAsync();
        }
    }

    private async Task ReplaceAsync(ChildProcess process, ExecutorCrew? crew)
    {
        if (crew is null || process.ExitCode == 0)
        {
            // It was sent away: the job is over and its outcome is on the way.
            return;
        }

        if (_replacementCount++ == MaxReplacements)
        {
            throw new DriverException($"{process.Name} died with exit code {process.ExitCode}, and {MaxReplacements} executors were replaced already.");
        }

        view.Say($"{process.Name} died (exit code {process.ExitCode}); another executor is started.");
        await crew.StartAsync();
    }

    private void Show(DriverEvent said, ExecutorCrew? crew)
    {
        switch (said)
        {
            case JobProgress progress:
                view.Show(progress);
                break;
            case TaskRetried retried:
                view.Say(retried.Text);
                break;
            case ExecutorHeld held:
                view.Say($"Killing {held.Executor} in the {held.StageName} stage, as asked.");
                crew?.Kill(held.Executor);
                break;
        }
    }

    private async ValueTask OnMasterLineAsync(string line)
    {
        if (!line.StartsWith(DriverEvent.LinePrefix, StringComparison.Ordinal))
        {
            await Console.Error.WriteLineAsync(line);
            return;
        }

        await PostAsync(new DriverInput { Said = JsonSerializer.Deserialize(line, EngineJson.Default.DriverEvent) });
    }

    private void Post(DriverInput input) => _ = PostAsync(input).AsTask();

    private async ValueTask PostAsync(DriverInput input)
    {
        try
        {
            await _inputs.Writer.WriteAsync(input);
        }
        catch (ChannelClosedException)
        {
            // The run is over; nobody is interested any more.
            return;
        }
    }
}
