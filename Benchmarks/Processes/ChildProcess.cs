using System.Diagnostics;
using System.Text;
using System.Threading.Channels;

namespace ShuffleOrleans.Benchmarks.Processes;

/// <summary>
/// A process that the runner started and ends. Its standard input is its lifeline: a child of ours ends when that closes, which the system does even if the
/// runner is killed. What it says on standard output is read line by line; the last of its standard error is kept for the case that it fails. Disposing
/// closes the lifeline, waits a little, and kills it by its id. One reader at a time.
/// </summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private const int TailLines = 30;
    private static readonly TimeSpan EndTimeout = TimeSpan.FromSeconds(5);

    private readonly string _name;
    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly Queue<string> _tail = new();
    private readonly Task _exited;
    private bool _disposed;

    private ChildProcess(string name, Process process)
    {
        _name = name;
        _process = process;
        _exited = Task.WhenAll(ReadOutputAsync(), ReadErrorsAsync(), process.WaitForExitAsync());
    }

    public int Id => _process.Id;

    public static ChildProcess Start(string name, ProcessStartInfo startInfo)
    {
        startInfo.RedirectStandardInput = true;
        startInfo.RedirectStandardOutput = true;
        startInfo.RedirectStandardError = true;
        startInfo.StandardInputEncoding = startInfo.StandardOutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return new ChildProcess(name, Process.Start(startInfo) ?? throw new InvalidOperationException($"{name} could not be started."));
    }

    public async Task TellAsync(string line)
    {
        try
        {
            await _process.StandardInput.WriteLineAsync(line);
            await _process.StandardInput.FlushAsync();
        }
        catch (IOException)
        {
            throw await FailureAsync();
        }
    }

    /// <summary>The next line of its standard output.</summary>
    /// <exception cref="InvalidOperationException">It ended instead; the message has what it last said.</exception>
    public async Task<string> HearAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _lines.Reader.ReadAsync(cancellationToken);
        }
        catch (ChannelClosedException)
        {
            throw await FailureAsync();
        }
    }

    /// <summary>Skips lines until one begins with a word.</summary>
    /// <returns>What follows the word.</returns>
    public async Task<string> HearAfterAsync(string word, CancellationToken cancellationToken)
    {
        while (true)
        {
            string line = await HearAsync(cancellationToken);
            if (line.StartsWith(word, StringComparison.Ordinal))
            {
                return line[word.Length..];
            }
        }
    }

    /// <summary>Closes its standard input and waits for its end.</summary>
    /// <returns>The last lines of its standard error.</returns>
    public async Task<IReadOnlyList<string>> FinishAsync()
    {
        await DisposeAsync();
        return [.. _tail];
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
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
            await _exited.WaitAsync(EndTimeout);
        }
        catch (TimeoutException)
        {
            _process.Kill(entireProcessTree: true);
            await _exited;
        }

        _process.Dispose();
    }

    private async Task<InvalidOperationException> FailureAsync()
    {
        await _exited;
        string said = string.Join(Environment.NewLine, _tail);
        return new InvalidOperationException($"{_name} ended with exit code {_process.ExitCode}. It last said:{Environment.NewLine}{said}");
    }

    private async Task ReadOutputAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            _lines.Writer.TryWrite(line);
        }

        _lines.Writer.Complete();
    }

    private async Task ReadErrorsAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            _tail.Enqueue(line);
            if (_tail.Count > TailLines)
            {
                _tail.Dequeue();
            }
        }
    }
}
