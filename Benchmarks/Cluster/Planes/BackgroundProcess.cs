using System.Diagnostics;

namespace ShuffleOrleans.Benchmarks.Cluster.Planes;

/// <summary>A process that this run has started and ends. Its output is read, so that it never waits for a full pipe.</summary>
internal sealed class BackgroundProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly TaskCompletionSource<string> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public BackgroundProcess(string file, IEnumerable<string> arguments, Func<string, bool> isReady)
    {
        _process = new Process
        {
            StartInfo = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true },
            EnableRaisingEvents = true,
        };
        DataReceivedEventHandler read = (_, line) =>
        {
            if (line.Data is { } text && isReady(text))
            {
                _ready.TrySetResult(text);
            }
        };
        _process.OutputDataReceived += read;
        _process.ErrorDataReceived += read;
        _process.Exited += (_, _) => _ready.TrySetException(new InvalidOperationException($"{file} has ended with exit code {_process.ExitCode}."));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>The line that says that it is ready; fails if the process ends before.</summary>
    public Task<string> Ready => _ready.Task;

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }
}
