using Microsoft.Extensions.Options;
using ShuffleOrleans.ControlPlane.Settings;

namespace ShuffleOrleans.Grains.Settings;

/// <summary>Checks what attributes cannot. Reports all problems at once.</summary>
internal sealed class ClusterControlPlaneOptionsValidator : IValidateOptions<ClusterControlPlaneOptions>
{
    public ValidateOptionsResult Validate(string? name, ClusterControlPlaneOptions options)
    {
        List<string> problems = [.. ControlPlaneOptionsRules.Problems(options)];
        if (ControlPlaneOptionsRules.DurationProblem(nameof(options.InventoryInterval), options.InventoryInterval) is { } problem)
        {
            problems.Add(problem);
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
