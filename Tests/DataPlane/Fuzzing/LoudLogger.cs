using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ShuffleOrleans.Tests.DataPlane.Fuzzing;

/// <summary>Remembers what was logged as an error: the worker logs its own bugs so.</summary>
internal sealed class LoudLogger<TCategory> : ILogger<TCategory>
{
    private readonly ConcurrentQueue<string> _errors = new();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
        => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            _errors.Enqueue($"{formatter(state, exception)} {exception}");
        }
    }

    public void ThrowIfError() => Assert.True(_errors.IsEmpty, string.Join('\n', _errors));
}
