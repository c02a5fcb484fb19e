using Microsoft.Extensions.Options;
using ShuffleOrleans.ControlPlane.Assignment;

namespace ShuffleOrleans.ControlPlane.Embedded;

/// <summary>Checks what attributes cannot: durations, names, and values against each other. Reports all problems at once.</summary>
internal sealed class EmbeddedControlPlaneOptionsValidator : IValidateOptions<EmbeddedControlPlaneOptions>
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    public ValidateOptionsResult Validate(string? name, EmbeddedControlPlaneOptions options)
    {
        List<string> problems = [];
        if (!AssignmentStrategies.KnownNames.Contains(options.AssignmentStrategy))
        {
            problems.Add($"AssignmentStrategy '{options.AssignmentStrategy}' is not known. Known are: {string.Join(", ", AssignmentStrategies.KnownNames)}.");
        }

        if (options.JournalDirectory is { } directory && string.IsNullOrWhiteSpace(directory))
        {
            problems.Add("JournalDirectory is blank. Name a directory, or leave the setting out to keep no journal.");
        }

        foreach ((string setting, TimeSpan value) in Durations(options))
        {
            if (value <= TimeSpan.Zero || value > Longest)
            {
                problems.Add($"{setting} is {value}; it must be positive and at most {Longest.TotalDays} days.");
            }
        }

        CheckOrder(
            problems,
            nameof(options.JobHeartbeatInterval),
            options.JobHeartbeatInterval,
            nameof(options.JobHeartbeatTimeout),
            options.JobHeartbeatTimeout);
        CheckOrder(
            problems,
            nameof(options.WorkerHeartbeatInterval),
            options.WorkerHeartbeatInterval,
            nameof(options.WorkerHeartbeatTimeout),
            options.WorkerHeartbeatTimeout);
        if (options.JobHeartbeatTimeout < options.MinJobHeartbeatTimeout || options.JobHeartbeatTimeout > options.MaxJobHeartbeatTimeout)
        {
            problems.Add(
                $"JobHeartbeatTimeout is {options.JobHeartbeatTimeout}; it must lie between MinJobHeartbeatTimeout ({options.MinJobHeartbeatTimeout}) "
                + $"and MaxJobHeartbeatTimeout ({options.MaxJobHeartbeatTimeout}).");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static (string Setting, TimeSpan Value)[] Durations(EmbeddedControlPlaneOptions options) =>
    [
        (nameof(options.JobHeartbeatInterval), options.JobHeartbeatInterval),
        (nameof(options.JobHeartbeatTimeout), options.JobHeartbeatTimeout),
        (nameof(options.MinJobHeartbeatTimeout), options.MinJobHeartbeatTimeout),
        (nameof(options.MaxJobHeartbeatTimeout), options.MaxJobHeartbeatTimeout),
        (nameof(options.WorkerHeartbeatInterval), options.WorkerHeartbeatInterval),
        (nameof(options.WorkerHeartbeatTimeout), options.WorkerHeartbeatTimeout),
        (nameof(options.WorkerRecoveryWindow), options.WorkerRecoveryWindow),
        (nameof(options.UnknownJobGrace), options.UnknownJobGrace),
    ];

    private static void CheckOrder(List<string> problems, string interval, TimeSpan intervalValue, string timeout, TimeSpan timeoutValue)
    {
        if (intervalValue >= timeoutValue)
        {
            problems.Add(
                $"{interval} ({intervalValue}) must be shorter than {timeout} ({timeoutValue}), best a third of it or less: "
                + "else one late heartbeat counts as a death.");
        }
    }
}
