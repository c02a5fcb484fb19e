using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ShuffleOrleans.Tests.Gateway;

/// <summary>Keeps the exceptions that are logged as errors.</summary>
internal sealed class RecordingLoggerProvider : ILoggerProvider, ILogger
{
    public ConcurrentQueue<Exception> Errors { get; } = [];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
        => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel >= LogLevel.Error && exception is not null)
        {
            Errors.Enqueue(exception);
        }
    }

    public void Dispose()
    {
    }
}
