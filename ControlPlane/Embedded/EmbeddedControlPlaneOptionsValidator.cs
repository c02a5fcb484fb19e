using Microsoft.Extensions.Options;
using ShuffleOrleans.ControlPlane.Settings;

namespace ShuffleOrleans.ControlPlane.Embedded;

/// <summary>Checks what attributes cannot: durations, names, and values against each other. Reports all problems at once.</summary>
internal sealed class EmbeddedControlPlaneOptionsValidator : IValidateOptions<EmbeddedControlPlaneOptions>
{
    public ValidateOptionsResult Validate(string? name, EmbeddedControlPlaneOptions options)
    {
        List<string> problems = [.. ControlPlaneOptionsRules.Problems(options)];
        if (options.JournalDirectory is { } directory && string.IsNullOrWhiteSpace(directory))
        {
            problems.Add("JournalDirectory is blank. Name a directory, or leave the setting out to keep no journal.");
        }

        string?[] ofWorkers =
        [
            ControlPlaneOptionsRules.DurationProblem(nameof(options.WorkerHeartbeatTimeout), options.WorkerHeartbeatTimeout),
            ControlPlaneOptionsRules.OrderProblem(
                nameof(options.WorkerHeartbeatInterval),
                options.WorkerHeartbeatInterval,
                nameof(options.WorkerHeartbeatTimeout),
                options.WorkerHeartbeatTimeout),
        ];
        problems.AddRange(ofWorkers.OfType<string>());
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
