using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Samples.BatchEngine.Jobs;
using ShuffleOrleans.Samples.BatchEngine.Messages;

namespace ShuffleOrleans.Samples.BatchEngine.Executors;

/// <summary>
/// A task executor: embeds the shuffle environment, connects to the JobMaster, runs what it is given and reports. Lives in an executor process; ends
/// when the JobMaster says so, which is not before the job's end since others may read what it holds, or when the JobMaster or the driver is gone.
/// </summary>
internal sealed class TaskExecutor(ExecutorConfiguration configuration, TaskFunctionFactory functions, TimeProvider time)
{
    private static readonly TimeSpan ReportInterval = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<RunningTask, Task> _running = [];

    /// <summary>Works until it is sent away.</summary>
    public async Task RunAsync(IShuffleServiceFactory factory, CancellationToken cancellationToken)
    {
        string host = IPAddress.Loopback.ToString();
        await using IShuffleEnvironment environment = factory.CreateShuffleEnvironment(new ShuffleEnvironmentContext(configuration.Executor, host));
        int dataPort = await environment.StartAsync(cancellationToken);
        await using EngineChannel? channel = await TryConnectAsync(cancellationToken);
        if (channel is null)
        {
            return;
        }

        await channel.SendAsync(
            new ExecutorHello(configuration.Token, configuration.Executor, Environment.ProcessId, configuration.SlotCount, host, dataPort), cancellationToken);

        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task reporting = ReportAsync(channel, ending.Token);
        bool wasSentAway = await ServeAsync(channel, environment, ending.Token);
        await ending.CancelAsync();
        await Task.WhenAll([reporting, .. _running.Values]);
        if (wasSentAway)
        {
            await channel.SendAsync(Report(), cancellationToken);
        }
    }

    /// <returns>Null if the JobMaster is gone: the driver knows, and the executor has nothing to do.</returns>
    private async Task<EngineChannel?> TryConnectAsync(CancellationToken cancellationToken)
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, configuration.JobMasterPort, cancellationToken);
            return new EngineChannel(new NetworkStream(socket, ownsSocket: true));
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
        {
            socket.Dispose();
            return null;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <returns>True if the JobMaster sent it away, false if the JobMaster is gone.</returns>
    private async Task<bool> ServeAsync(EngineChannel channel, IShuffleEnvironment environment, CancellationToken cancellationToken)
    {
        TaskRunner runner = new(environment, functions, configuration.WorkDirectory);
        while (await channel.ReceiveAsync(cancellationToken) is { } message)
        {
            switch (message)
            {
                case TaskDeployment deployment:
                    RunningTask task = new(deployment);
                    _running[task] = Task.Run(() => RunTaskAsync(task, channel, runner, cancellationToken), CancellationToken.None);
                    break;
                case ReleasePartitions release:
                    environment.ReleasePartitionsLocally(release.Partitions);
                    break;
                case ShutDown:
                    return true;
                default:
                    throw new InvalidDataException($"The JobMaster sent {message.GetType().Name}, which only an executor sends.");
            }
        }

        return false;
    }

    private async Task RunTaskAsync(RunningTask task, EngineChannel channel, TaskRunner runner, CancellationToken cancellationToken)
    {
        try
        {
            EngineMessage result = await runner.RunAsync(task, HoldIfAskedAsync, cancellationToken);
            await channel.SendAsync(result, cancellationToken);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The executor ends, or the JobMaster is gone, which ends it too: nobody waits for the result.
            return;
        }
        finally
        {
            _running.TryRemove(task, out _);
        }

        async Task HoldIfAskedAsync(CancellationToken token)
        {
            if (task.Deployment.HoldBeforeCommit)
            {
                await channel.SendAsync(new TaskHeld(task.Deployment.Stage, task.Deployment.TaskIndex, task.Deployment.Attempt), token);
                await Task.Delay(Timeout.InfiniteTimeSpan, token);
            }
        }
    }

    private async Task ReportAsync(EngineChannel channel, CancellationToken cancellationToken)
    {
        using PeriodicTimer timer = new(ReportInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                await channel.SendAsync(Report(), cancellationToken);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The receiving side sees the same end and decides what it means.
            return;
        }
    }

    private ExecutorReport Report()
        => new(Environment.CpuUsage.TotalTime.TotalSeconds, [.. _running.Keys.Select(task => task.Report)]);
}
