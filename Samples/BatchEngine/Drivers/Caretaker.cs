using System.Text.Json;
using ShuffleOrleans.Samples.BatchEngine.Messages;
using ShuffleOrleans.Samples.BatchEngine.Processes;

namespace ShuffleOrleans.Samples.BatchEngine.Drivers;

/// <summary>The driver's hold on its caretaker process: the work directory and the service exist until it is disposed.</summary>
internal sealed class Caretaker : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan EndTimeout = TimeSpan.FromSeconds(40);

    private readonly TaskCompletionSource<string> _readyLine = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ChildProcess _process;

    private Caretaker(SelfCommand self)
        => _process = ChildProcess.Start("caretaker", self.StartInfo(RoleNames.Caretaker), EndTimeout, OnLine, line => Console.Error.WriteLine(line));

    public string WorkDirectory { get; private set; } = string.Empty;

    /// <summary>The service that it started; null if none.</summary>
    public ServiceReady? Service { get; private set; }

    /// <summary>Ends when the process has, which it does by itself only if the service died.</summary>
    public Task Exited => _process.Exited;

    /// <exception cref="DriverException">The service or the directory could not be set up.</exception>
    public static async Task<Caretaker> StartAsync(SelfCommand self, CaretakerConfiguration configuration, CancellationToken cancellationToken)
    {
        Caretaker caretaker = new(self);
        try
        {
            await caretaker._process.ConfigureAsync(JsonSerializer.Serialize(configuration, EngineJson.Default.CaretakerConfiguration));
            await Task.WhenAny(caretaker._readyLine.Task, caretaker.Exited).WaitAsync(StartTimeout, cancellationToken);
            if (!caretaker._readyLine.Task.IsCompleted)
            {
                throw new DriverException("The shuffle service could not be started.");
            }

            CaretakerReady ready = JsonSerializer.Deserialize(await caretaker._readyLine.Task, EngineJson.Default.CaretakerReady)!;
            (caretaker.WorkDirectory, caretaker.Service) = (ready.WorkDirectory, ready.Service);
            return caretaker;
        }
        catch (Exception e)
        {
            await caretaker.DisposeAsync();
            throw e is TimeoutException or IOException ? new DriverException($"The shuffle service could not be started: {e.Message}") : e;
        }
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private ValueTask OnLine(string line)
    {
        _readyLine.TrySetResult(line);
        return ValueTask.CompletedTask;
    }
}
