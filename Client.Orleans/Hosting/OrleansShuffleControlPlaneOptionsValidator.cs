using Microsoft.Extensions.Options;
using ShuffleOrleans.Client.Orleans.Settings;

namespace ShuffleOrleans.Client.Orleans.Hosting;

/// <summary>Reports all problems at once, when the host starts.</summary>
internal sealed class OrleansShuffleControlPlaneOptionsValidator : IValidateOptions<OrleansShuffleControlPlaneOptions>
{
    public ValidateOptionsResult Validate(string? name, OrleansShuffleControlPlaneOptions options)
    {
        string[] problems = [.. options.Problems()];
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
