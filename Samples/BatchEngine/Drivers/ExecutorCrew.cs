using System.Text.Json;
using ShuffleOrleans.Samples.BatchEngine.Messages;
using ShuffleOrleans.Samples.BatchEngine.Processes;

namespace ShuffleOrleans.Samples.BatchEngine.Drivers;

/// <summary>
/// The executor processes of a run. Starts them and, when one dies, another in its place. Owned by the driver's loop; disposing ends all of them.
/// </summary>
internal sealed class ExecutorCrew(SelfCommand self, ExecutorConfiguration configuration, Action<ChildProcess> onExit) : IAsyncDisposable
{
    private static readonly TimeSpan EndTimeout = TimeSpan.FromSeconds(15);

    private readonly List<ChildProcess> _processes = [];
    private int _startedCount;

    /// <summary>Starts one more executor.</summary>
    public async Task StartAsync()
    {
        string name = $"executor-{++_startedCount}";
        ChildProcess process = ChildProcess.Start(
            name, self.StartInfo(RoleNames.Executor), EndTimeout, Relay, line => Console.Error.WriteLine($"{name}: {line}"));
        _processes.Add(process);
        _ = process.Exited.ContinueWith(_ => onExit(process), TaskScheduler.Default);
        await process.ConfigureAsync(JsonSerializer.Serialize(configuration with { Executor = name }, EngineJson.Default.ExecutorConfiguration));
    }

    /// <summary>Kills one.</summary>
    public void Kill(string name) => _processes.Find(process => process.Name == name)?.Kill();

    public async ValueTask DisposeAsync()
        => await Task.WhenAll(_processes.Select(process => process.DisposeAsync().AsTask()));

    private static ValueTask Relay(string line)
    {
        Console.Error.WriteLine(line);
        return ValueTask.CompletedTask;
    }
}
