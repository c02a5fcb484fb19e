using System.Diagnostics;
using System.Text.Json;
using ShuffleOrleans.Samples.BatchEngine.Messages;

namespace ShuffleOrleans.Samples.BatchEngine.Processes;

/// <summary>A standalone shuffle service that a caretaker runs as its child. Disposing asks it to end in order and waits.</summary>
internal sealed class StandaloneService : IAsyncDisposable
{
    private const string ReadyWord = "READY ";
    private const int TailLines = 20;
    private static readonly TimeSpan EndTimeout = TimeSpan.FromSeconds(20);

    private readonly LineTail _tail = new(TailLines);
    private readonly TaskCompletionSource<ServiceReady> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ChildProcess _process;

    /// <summary>Starts the service.</summary>
    /// <param name="assemblyPath">Its assembly.</param>
    /// <param name="directory">Where it puts its data and its journal.</param>
    public StandaloneService(string assemblyPath, string directory)
    {
        ProcessStartInfo startInfo = new(DotnetHost.Path(), [assemblyPath, .. Arguments(directory)]) { WorkingDirectory = directory };
        _process = ChildProcess.Start("the shuffle service", startInfo, EndTimeout, OnLine, _tail.Add);
    }

    /// <summary>Ends when the service has, in order or not.</summary>
    public Task Exited => _process.Exited;

    /// <summary>Once it has ended: whether it did so as asked.</summary>
    public bool EndedInOrder => _process.ExitCode == 0;

    /// <summary>Waits until it can be used.</summary>
    /// <exception cref="InvalidOperationException">It ended instead; the message has what it said.</exception>
    public async Task<ServiceReady> ReadyAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAny(_ready.Task, _process.Exited).WaitAsync(cancellationToken);
        return _ready.Task.IsCompletedSuccessfully ? await _ready.Task : throw Failure();
    }

    /// <summary>What to say if it ended unasked.</summary>
    public InvalidOperationException Failure()
        => new($"The shuffle service ended unexpectedly with exit code {_process.ExitCode}. It last said:{Environment.NewLine}{_tail}");

    public async ValueTask DisposeAsync()
    {
        _process.Terminate();
        await _process.DisposeAsync();
    }

    private static IEnumerable<string> Arguments(string directory) =>
    [
        "--Shuffle:Worker:DataDirectories", $"[SSD]{Directory.CreateDirectory(Path.Combine(directory, "data")).FullName}",
        "--Shuffle:Worker:DataPort", "0",
        "--Shuffle:Gateway:Urls", "http://127.0.0.1:0",
        "--Shuffle:ControlPlane:JournalDirectory", Directory.CreateDirectory(Path.Combine(directory, "journal")).FullName,
    ];

    private ValueTask OnLine(string line)
    {
        _tail.Add(line);
        if (line.StartsWith(ReadyWord, StringComparison.Ordinal)
            && JsonSerializer.Deserialize(line.AsSpan(ReadyWord.Length), EngineJson.Default.ServiceReady) is { } ready)
        {
            _ready.TrySetResult(ready);
        }

        return ValueTask.CompletedTask;
    }
}
