using ShuffleOrleans.ControlPlane.Assignment;

namespace ShuffleOrleans.ControlPlane.Settings;

/// <summary>Checks of <see cref="ControlPlaneOptions"/> that attributes cannot make: durations, names, and values against each other.</summary>
internal static class ControlPlaneOptionsRules
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>All problems, for people; none if the settings can be used.</summary>
    public static IEnumerable<string> Problems(ControlPlaneOptions options)
    {
        if (!AssignmentStrategies.KnownNames.Contains(options.AssignmentStrategy))
        {
            yield return $"AssignmentStrategy '{options.AssignmentStrategy}' is not known. Known are: {string.Join(", ", AssignmentStrategies.KnownNames)}.";
        }

        foreach (string? problem in Durations(options).Select(duration => DurationProblem(duration.Setting, duration.Value)).OfType<string>())
        {
            yield return problem;
        }

        if (OrderProblem(nameof(options.JobHeartbeatInterval), options.JobHeartbeatInterval, nameof(options.JobHeartbeatTimeout), options.JobHeartbeatTimeout)
            is { } disorder)
        {
            yield return disorder;
        }

        if (options.JobHeartbeatTimeout < options.MinJobHeartbeatTimeout || options.JobHeartbeatTimeout > options.MaxJobHeartbeatTimeout)
        {
            yield return $"JobHeartbeatTimeout is {options.JobHeartbeatTimeout}; it must lie between MinJobHeartbeatTimeout ({options.MinJobHeartbeatTimeout}) "
                + $"and MaxJobHeartbeatTimeout ({options.MaxJobHeartbeatTimeout}).";
        }
    }

    /// <summary>Why a duration cannot be used; null if it can.</summary>
    public static string? DurationProblem(string setting, TimeSpan value)
        => value <= TimeSpan.Zero || value > Longest ? $"{setting} is {value}; it must be positive and at most {Longest.TotalDays} days." : null;

    /// <summary>Why an interval does not go with the timeout it is to serve; null if it does.</summary>
    public static string? OrderProblem(string interval, TimeSpan intervalValue, string timeout, TimeSpan timeoutValue) => intervalValue >= timeoutValue
        ? $"{interval} ({intervalValue}) must be shorter than {timeout} ({timeoutValue}), best a third of it or less: else one late heartbeat counts as a death."
        : null;

    private static (string Setting, TimeSpan Value)[] Durations(ControlPlaneOptions options) =>
    [
        (nameof(options.JobHeartbeatInterval), options.JobHeartbeatInterval),
        (nameof(options.JobHeartbeatTimeout), options.JobHeartbeatTimeout),
        (nameof(options.MinJobHeartbeatTimeout), options.MinJobHeartbeatTimeout),
        (nameof(options.MaxJobHeartbeatTimeout), options.MaxJobHeartbeatTimeout),
        (nameof(options.WorkerHeartbeatInterval), options.WorkerHeartbeatInterval),
        (nameof(options.WorkerRecoveryWindow), options.WorkerRecoveryWindow),
        (nameof(options.UnknownJobGrace), options.UnknownJobGrace),
    ];
}
