using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Samples.BatchEngine.Jobs;
using ShuffleOrleans.Samples.BatchEngine.Messages;

namespace ShuffleOrleans.Samples.BatchEngine.Masters;

/// <summary>
/// Runs one job: embeds the shuffle master, takes executors in, and ends them when the job is over. Lives in the JobMaster process, from its start to its end.
/// </summary>
internal sealed class JobMaster : IJobShuffleContext, IShuffleMasterContext
{
    // How long executors may take to say goodbye, and the service to delete the job's data.
    private static readonly TimeSpan EndTimeout = TimeSpan.FromSeconds(15);

    // When the run is broken off, the service is most likely ending too.
    private static readonly TimeSpan BrokenOffTimeout = TimeSpan.FromSeconds(2);

    private readonly JobMasterConfiguration _configuration;
    private readonly Action<DriverEvent> _tellDriver;
    private readonly TimeProvider _time;
    private readonly TaskCompletionSource<string?> _fatalError = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private (TurnQueue Turns, JobRun Run)? _current;

    public JobMaster(JobMasterConfiguration configuration, Action<DriverEvent> tellDriver, TimeProvider time)
    {
        _configuration = configuration;
        _tellDriver = tellDriver;
        _time = time;
    }

    public JobId Job => _configuration.Job.Id;

    public string JobName => _configuration.Job.Name;

    /// <summary>Runs the job to its end and tells the driver.</summary>
    public async Task RunAsync(IShuffleServiceFactory factory, CancellationToken cancellationToken)
    {
        await using IShuffleMaster shuffleMaster = factory.CreateShuffleMaster(this);
        await shuffleMaster.RegisterJobAsync(this, cancellationToken);
        JobOutcome outcome;
        try
        {
            outcome = await RunJobAsync(shuffleMaster, cancellationToken);
            if (_configuration.Job.KeepData)
            {
                // Its heartbeats keep the data there until the driver has seen enough.
                _tellDriver(new JobCompleted(outcome));
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            }
        }
        finally
        {
            await UnregisterAsync(shuffleMaster, cancellationToken.IsCancellationRequested ? BrokenOffTimeout : EndTimeout);
        }

        _tellDriver(new JobCompleted(outcome));
    }

    /// <inheritdoc/>
    public async Task StopTrackingAndReleasePartitionsAsync(IReadOnlyCollection<ResultPartitionId> partitions, CancellationToken cancellationToken)
    {
        if (_current is { } current)
        {
            await current.Turns.PostAsync(() => current.Run.LoseOutputs(partitions));
        }
    }

    /// <inheritdoc/>
    public void OnFatalError(Exception error) => _fatalError.TrySetResult($"the shuffle service cannot be used any more: {error.Message}");

    private async Task UnregisterAsync(IShuffleMaster shuffleMaster, TimeSpan limit)
    {
        using CancellationTokenSource timeout = new(limit, _time);
        try
        {
            await shuffleMaster.UnregisterJobAsync(Job, timeout.Token);
        }
        catch (Exception e) when (e is ShuffleException or OperationCanceledException)
        {
            // The outcome stands. The service drops the data of a job that is silent.
            await Console.Error.WriteLineAsync($"The job could not be ended in the shuffle service, which will let it expire: {e.Message}");
        }
    }

    private async Task<JobOutcome> RunJobAsync(IShuffleMaster shuffleMaster, CancellationToken cancellationToken)
    {
        await using TurnQueue turns = new();
        JobRun run = new(_configuration.Job, shuffleMaster, turns, _tellDriver, _time);
        _current = (turns, run);
        using ExecutorListener listener = new(_configuration.Token, turns, run);
        int port = listener.Start();
        turns.RunBeside(listener.AcceptAsync);
        _tellDriver(new JobMasterListening(port));

        Task<string?> ended = EndAsync(turns, run, cancellationToken);
        await turns.RunAsync(ended);
        return run.Outcome(await ended);
    }

    /// <summary>Waits for the job's end, then sends the executors away.</summary>
    private async Task<string?> EndAsync(TurnQueue turns, JobRun run, CancellationToken cancellationToken)
    {
        string? error = await (await Task.WhenAny(run.Ended, _fatalError.Task).WaitAsync(cancellationToken));
        await turns.PostAsync(run.Close);

        try
        {
            await run.LastExecutorGone.WaitAsync(EndTimeout, _time, cancellationToken);
        }
        catch (TimeoutException)
        {
            await Console.Error.WriteLineAsync($"Some executors did not say goodbye within {EndTimeout.TotalSeconds} s.");
        }

        return error;
    }
}
