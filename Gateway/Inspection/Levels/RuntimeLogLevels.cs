using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using ShuffleOrleans.Protocol.Inspection.Answers;

namespace ShuffleOrleans.Gateway.Inspection.Levels;

/// <summary>
/// Log levels that an operator has set for a while, on top of what is configured. Logging asks for its rules anew whenever one comes or goes. One for each
/// process; safe for several threads; its timers end with it.
/// </summary>
internal sealed class RuntimeLogLevels(TimeProvider time)
    : IPostConfigureOptions<LoggerFilterOptions>, IOptionsChangeTokenSource<LoggerFilterOptions>, IDisposable
{
    /// <summary>How a level for all categories without one of their own is called.</summary>
    private const string DefaultCategory = "Default";

    private const int MaxOverrides = 64;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, LevelOverride> _overrides = new(StringComparer.OrdinalIgnoreCase);
    private CancellationTokenSource _change = new();
    private LoggerFilterOptions _inForce = new();

    /// <inheritdoc/>
    public string Name => Options.DefaultName;

    /// <summary>The levels in force.</summary>
    public LogLevels Show()
    {
        lock (_lock)
        {
            SortedDictionary<string, string> levels = new(StringComparer.Ordinal) { [DefaultCategory] = _inForce.MinLevel.ToString() };
            // The last one of a category wins, as it does where they are applied. Rules for single outputs are left out.
            foreach (LoggerFilterRule rule in _inForce.Rules.Where(rule => rule is { ProviderName: null, LogLevel: not null }))
            {
                levels[rule.CategoryName ?? DefaultCategory] = rule.LogLevel!.Value.ToString();
            }

            return new LogLevels(levels);
        }
    }

    /// <summary>Sets a level; a later one for the same category replaces it, and its time.</summary>
    public void Set(string category, LogLevel level, TimeSpan duration)
    {
        lock (_lock)
        {
            if (_overrides.Remove(category, out LevelOverride? replaced))
            {
                replaced.Dispose();
            }
            else if (_overrides.Count >= MaxOverrides)
            {
                throw QueryRules.Invalid($"This node has {MaxOverrides} log levels set already, as many as it keeps; they go back by themselves.");
            }

            LevelOverride added = new(category, level);
            _overrides.Add(category, added);
            added.Start(time, duration, EndOverride);
        }

        Announce();
    }

    /// <inheritdoc/>
    public void PostConfigure(string? name, LoggerFilterOptions options)
    {
        lock (_lock)
        {
            // A rule for one output beats one for all, so each output gets its own.
            string?[] outputs = [null, .. options.Rules.Select(rule => rule.ProviderName).OfType<string>().Distinct()];
            foreach (LevelOverride set in _overrides.Values)
            {
                string? category = set.Category.Equals(DefaultCategory, StringComparison.OrdinalIgnoreCase) ? null : set.Category;
                foreach (string? output in outputs)
                {
                    options.Rules.Add(new LoggerFilterRule(output, category, set.Level, null));
                }
            }

            _inForce = options;
        }
    }

    /// <inheritdoc/>
    public IChangeToken GetChangeToken()
    {
        lock (_lock)
        {
            return new CancellationChangeToken(_change.Token);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            foreach (LevelOverride set in _overrides.Values)
            {
                set.Dispose();
            }

            _overrides.Clear();
            _change.Dispose();
        }
    }

    private void EndOverride(LevelOverride ended)
    {
        lock (_lock)
        {
            // Replaced while its timer rang, or the process ends.
            if (!_overrides.TryGetValue(ended.Category, out LevelOverride? current) || current != ended)
            {
                return;
            }

            _overrides.Remove(ended.Category);
            ended.Dispose();
        }

        Announce();
    }

    // Whoever listens asks for the options in the middle of the call: outside of the lock.
    private void Announce()
    {
        CancellationTokenSource change;
        lock (_lock)
        {
            change = _change;
            _change = new CancellationTokenSource();
        }

        change.Cancel();
        change.Dispose();
    }
}
