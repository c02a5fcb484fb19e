using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ShuffleOrleans.Samples.BatchEngine.Processes;

/// <summary>
/// The child's end of its standard input: the first line is its configuration, and when the input ends, its parent wants it gone or is gone itself.
/// Made once, at the start of a child process.
/// </summary>
internal sealed class Lifeline : IDisposable
{
    private const int ExitCodeOfLate = 1;

    private readonly TextReader _input;
    private readonly TimeSpan _grace;
    private readonly CancellationTokenSource _cut = new();

    /// <param name="input">The standard input.</param>
    /// <param name="grace">How long the process may take to end once the lifeline is cut; then it is ended.</param>
    public Lifeline(TextReader input, TimeSpan grace)
    {
        _input = input;
        _grace = grace;
    }

    /// <summary>Cancelled when the parent is gone or wants this process gone.</summary>
    public CancellationToken Cut => _cut.Token;

    /// <summary>Reads the configuration, then watches for the end.</summary>
    public T Open<T>(JsonTypeInfo<T> form)
    {
        string line = _input.ReadLine() ?? throw new InvalidDataException("This role is started by the sample itself; start the sample without it.");
        T configuration = JsonSerializer.Deserialize(line, form) ?? throw new InvalidDataException("The configuration is null.");

        // A thread of its own: reading a pipe blocks, and the thread must not keep the process alive.
        new Thread(Watch) { IsBackground = true, Name = "lifeline" }.Start();
        return configuration;
    }

    public void Dispose() => _cut.Dispose();

    private void Watch()
    {
        while (_input.ReadLine() is not null)
        {
        }

        try
        {
            _cut.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The process is ending by itself.
        }

        // A background thread of a process that has been told to end: nothing waits for it.
        Thread.Sleep(_grace);
        Environment.Exit(ExitCodeOfLate);
    }
}
