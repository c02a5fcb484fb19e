using System.Diagnostics;
using System.Globalization;

namespace ShuffleOrleans.Tests.TestKit.Processes;

/// <summary>A program of ours as a child process. Collects what it says; disposing kills it and its children if they still run.</summary>
public sealed class RunningProgram : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string[]> _output;
    private readonly Task<string[]> _errors;
    private readonly Lock _lock = new();
    private readonly List<string> _said = [];
    private readonly List<(string Text, TaskCompletionSource<string> Heard)> _waiting = [];
    private readonly TaskCompletionSource<string> _readyLine = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RunningProgram(Process process)
    {
        _process = process;
        _output = ReadAsync(process.StandardOutput, Hear);
        _errors = ReadAsync(process.StandardError, _ => { });
    }

    public int Id => _process.Id;

    /// <summary>Starts a .NET program.</summary>
    /// <param name="path">Its assembly.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="temporary">Its directory for temporary files; null for the system's.</param>
    public static RunningProgram Start(string path, IEnumerable<string> arguments, string? temporary = null) =>
        StartCommand(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [path, .. arguments], temporary);

    public static RunningProgram StartCommand(string command, IEnumerable<string> arguments, string? temporary = null)
    {
        ProcessStartInfo start = new(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (temporary is not null)
        {
            start.Environment["TMPDIR"] = temporary;
        }

        return new RunningProgram(Process.Start(start)!);
    }

    /// <summary>The line that begins with READY, without the word.</summary>
    public async Task<string> ReadyAsync()
    {
        Task first = await Task.WhenAny(_readyLine.Task, _errors).WaitAsync(Patience.Limit);
        return first == _readyLine.Task ? await _readyLine.Task : throw new InvalidOperationException($"Never ready: {string.Join('\n', await _errors)}");
    }

    /// <summary>Waits for a line of its standard output with these words, also one of before.</summary>
    public Task SaysAsync(string text) => LineAsync(text);

    /// <summary>Waits for a line of its standard output with these words, also one of before.</summary>
    /// <returns>The line.</returns>
    public async Task<string> LineAsync(string text)
    {
        TaskCompletionSource<string> heard = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_said.Find(line => line.Contains(text, StringComparison.Ordinal)) is string said)
            {
                return said;
            }

            _waiting.Add((text, heard));
        }

        Task first = await Task.WhenAny(heard.Task, _output).WaitAsync(Patience.Limit);
        if (first != heard.Task && !heard.Task.IsCompleted)
        {
            throw new InvalidOperationException($"It ended without a word of '{text}': {string.Join('\n', await _output)}\n{string.Join('\n', await _errors)}");
        }

        return await heard.Task;
    }

    /// <summary>Waits for its end.</summary>
    public async Task<ProgramEnd> EndAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience.Limit);
        return new ProgramEnd(_process.ExitCode, await _output, await _errors);
    }

    /// <summary>Asks it to end and waits.</summary>
    public async Task<ProgramEnd> TerminateAsync()
    {
        await SignalAsync("TERM");
        return await EndAsync();
    }

    /// <summary>Sends it a signal: STOP freezes it, CONT wakes it up.</summary>
    /// <param name="name">The signal's name, without SIG.</param>
    public async Task SignalAsync(string name)
    {
        using Process kill = Process.Start("kill", [$"-{name}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync().WaitAsync(Patience.Limit);
    }

    /// <summary>Kills it (SIGKILL) and waits.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(Patience.Limit);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync().WaitAsync(Patience.Limit);
        _process.Dispose();
    }

    private void Hear(string line)
    {
        if (line.StartsWith("READY ", StringComparison.Ordinal))
        {
            _readyLine.TrySetResult(line["READY ".Length..]);
        }

        lock (_lock)
        {
            _said.Add(line);
            foreach ((_, TaskCompletionSource<string> heard) in _waiting.Where(waiting => line.Contains(waiting.Text, StringComparison.Ordinal)))
            {
                heard.TrySetResult(line);
            }
        }
    }

    private static async Task<string[]> ReadAsync(StreamReader reader, Action<string> hear)
    {
        List<string> lines = [];
        while (await reader.ReadLineAsync() is string line)
        {
            lines.Add(line);
            hear(line);
        }

        return [.. lines];
    }
}
