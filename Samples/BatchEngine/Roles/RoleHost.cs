using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text.Json;
using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Client.Clusters;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Samples.BatchEngine.Executors;
using ShuffleOrleans.Samples.BatchEngine.Jobs;
using ShuffleOrleans.Samples.BatchEngine.Masters;
using ShuffleOrleans.Samples.BatchEngine.Messages;
using ShuffleOrleans.Samples.BatchEngine.Plugins;
using ShuffleOrleans.Samples.BatchEngine.Processes;
using ShuffleOrleans.Samples.BatchEngine.Shuffle;

namespace ShuffleOrleans.Samples.BatchEngine.Roles;

/// <summary>Runs this program in one of its hidden roles: JobMaster, executor or caretaker. The driver is the program without a role.</summary>
/// <param name="services">The shuffle services to choose from.</param>
/// <param name="functions">The job's task functions.</param>
public sealed class RoleHost(ShuffleServices services, TaskFunctionFactory functions)
{
    private const int Failure = 1;

    // An executor has nothing to clean up that others do not clean up for it; the JobMaster ends its job in the service, and the caretaker stops the
    // service and removes the work directory.
    private static readonly TimeSpan ExecutorGrace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan OwnerGrace = TimeSpan.FromSeconds(35);

    /// <summary>Whether the program was started for a role.</summary>
    public static bool IsRole(IReadOnlyList<string> arguments)
        => arguments is [RoleNames.JobMaster or RoleNames.Executor or RoleNames.Caretaker];

    /// <summary>Runs the role until it ends or the parent process is gone.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(string role)
    {
        // Ctrl-C reaches every process of the terminal; the driver ends its children in order.
        using PosixSignalRegistration ignored = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
        using Lifeline lifeline = new(Console.In, role == RoleNames.Executor ? ExecutorGrace : OwnerGrace);
        try
        {
            await RunRoleAsync(role, lifeline);
            return 0;
        }
        catch (OperationCanceledException) when (lifeline.Cut.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception e) when (e is ShuffleException or IOException or SocketException or InvalidDataException
            or InvalidOperationException or ArgumentException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"{role}: {e.Message}");
            return Failure;
        }
    }

    private Task RunRoleAsync(string role, Lifeline lifeline)
    {
        switch (role)
        {
            case RoleNames.JobMaster:
                JobMasterConfiguration master = lifeline.Open(EngineJson.Default.JobMasterConfiguration);
                return RunJobMasterAsync(master, lifeline.Cut);
            case RoleNames.Executor:
                ExecutorConfiguration executor = lifeline.Open(EngineJson.Default.ExecutorConfiguration);
                return new TaskExecutor(executor, functions, TimeProvider.System).RunAsync(Choose(executor.Shuffle), lifeline.Cut);
            default:
                return new CaretakerProcess(lifeline.Open(EngineJson.Default.CaretakerConfiguration), Console.Out).RunAsync(lifeline.Cut);
        }
    }

    private async Task RunJobMasterAsync(JobMasterConfiguration configuration, CancellationToken cancellationToken)
    {
        ShuffleChoice choice = configuration.Shuffle;
        await using IControlPlaneConnection? cluster = choice.Options.Cluster is { } named
            ? await ClusterClient.ConnectAsync(named, cancellationToken)
            : null;
        IShuffleServiceFactory factory = Choose(choice with { Options = choice.Options with { ControlPlane = cluster?.ControlPlane } });
        await new JobMaster(configuration, TellDriver, TimeProvider.System).RunAsync(factory, cancellationToken);
    }

    private IShuffleServiceFactory Choose(ShuffleChoice choice) => services.Create(choice.Name, choice.Options);

    private static void TellDriver(DriverEvent said) => Console.Out.WriteLine(JsonSerializer.Serialize(said, EngineJson.Default.DriverEvent));
}
