using Microsoft.Extensions.Logging;

namespace ShuffleOrleans.Gateway.Inspection.Levels;

/// <summary>A log level that is set for a while. Owned by <see cref="RuntimeLogLevels"/>, which ends it.</summary>
/// <param name="category">The category.</param>
/// <param name="level">The level.</param>
internal sealed class LevelOverride(string category, LogLevel level) : IDisposable
{
    private ITimer? _timer;

    public string Category { get; } = category;

    public LogLevel Level { get; } = level;

    /// <summary>Calls back when the time is over. Called once.</summary>
    public void Start(TimeProvider time, TimeSpan duration, Action<LevelOverride> end)
        => _timer = time.CreateTimer(_ => end(this), null, duration, Timeout.InfiniteTimeSpan);

    public void Dispose() => _timer?.Dispose();
}
