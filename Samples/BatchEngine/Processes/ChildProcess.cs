using System.Diagnostics;
using System.Text;

namespace ShuffleOrleans.Samples.BatchEngine.Processes;

/// <summary>
/// A process that this one started and ends. Its standard input is its lifeline: a child of ours ends when that closes, which the system does even if
/// this process is killed. Disposing closes the lifeline, waits, and
/// kills what has not ended in time.
/// </summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task _exited;
    private readonly TimeSpan _endTimeout;

    private ChildProcess(string name, Process process, TimeSpan endTimeout, Func<string, ValueTask> onLine, Action<string> onErrorLine)
    {
        Name = name;
        _process = process;
        _endTimeout = endTimeout;
        _exited = Task.WhenAll(
            PumpAsync(process.StandardOutput, onLine),
            PumpAsync(process.StandardError, line =>
            {
                onErrorLine(line);
                return ValueTask.CompletedTask;
            }),
            process.WaitForExitAsync());
    }

    public string Name { get; }

    public int Id => _process.Id;

    /// <summary>Ends when the process has, and all it wrote was passed on.</summary>
    public Task Exited => _exited;

    public int ExitCode => _process.ExitCode;

    /// <summary>Starts a process.</summary>
    /// <param name="name">Its name, for people.</param>
    /// <param name="startInfo">What to start.</param>
    /// <param name="endTimeout">How long it may take to end.</param>
    /// <param name="onLine">Gets each line of its standard output, one at a time.</param>
    /// <param name="onErrorLine">Gets each line of its standard error, one at a time.</param>
    public static ChildProcess Start(string name, ProcessStartInfo startInfo, TimeSpan endTimeout, Func<string, ValueTask> onLine, Action<string> onErrorLine)
    {
        startInfo.UseShellExecute = false;
        startInfo.RedirectStandardInput = true;
        startInfo.RedirectStandardOutput = true;
        startInfo.RedirectStandardError = true;
        startInfo.StandardInputEncoding = startInfo.StandardOutputEncoding = startInfo.StandardErrorEncoding = new UTF8Encoding(false);
        Process process = Process.Start(startInfo) ?? throw new InvalidOperationException($"{name} could not be started.");
        return new ChildProcess(name, process, endTimeout, onLine, onErrorLine);
    }

    /// <summary>Sends its configuration: the first line of its input.</summary>
    /// <exception cref="IOException">It has ended already.</exception>
    public async Task ConfigureAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Ends it without a chance to clean up (SIGKILL).</summary>
    public void Kill() => _process.Kill();

    /// <summary>Asks it to end in order (SIGTERM).</summary>
    public void Terminate()
    {
        if (!_exited.IsCompleted)
        {
            UnixSignals.Terminate(_process);
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The pipe is broken because the process has ended, which is what is wanted.
        }

        try
        {
            await _exited.WaitAsync(_endTimeout);
        }
        catch (TimeoutException)
        {
            _process.Kill();
            await _exited;
        }

        _process.Dispose();
    }

    private static async Task PumpAsync(StreamReader reader, Func<string, ValueTask> onLine)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            await onLine(line);
        }
    }
}
