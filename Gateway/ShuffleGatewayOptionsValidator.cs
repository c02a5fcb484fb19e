using Microsoft.Extensions.Options;
using ShuffleOrleans.Gateway.Access;

namespace ShuffleOrleans.Gateway;

/// <summary>Checks <see cref="ShuffleGatewayOptions"/> at startup and reports every problem at once.</summary>
internal sealed class ShuffleGatewayOptionsValidator : IValidateOptions<ShuffleGatewayOptions>
{
    private const long SmallestBodyLimit = 4 * 1024;
    private const long LargestBodyLimit = 64 * 1024 * 1024;
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromMinutes(5);

    public ValidateOptionsResult Validate(string? name, ShuffleGatewayOptions options)
    {
        List<string> problems = [.. Problems(options)];
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Problems(ShuffleGatewayOptions options)
    {
        if (options.MaxRequestBodyBytes is < SmallestBodyLimit or > LargestBodyLimit)
        {
            yield return $"Gateway: MaxRequestBodyBytes is {options.MaxRequestBodyBytes}; choose {SmallestBodyLimit} (4 KiB) to {LargestBodyLimit} (64 MiB).";
        }

        if (options.RetryAfter < TimeSpan.FromSeconds(1) || options.RetryAfter > LongestRetryAfter)
        {
            yield return $"Gateway: RetryAfter is {options.RetryAfter}; choose 1 s to {LongestRetryAfter}.";
        }

        if (options.WorkerAnswerTimeout < TimeSpan.FromMilliseconds(100) || options.WorkerAnswerTimeout > TimeSpan.FromMinutes(1))
        {
            yield return $"Gateway: WorkerAnswerTimeout is {options.WorkerAnswerTimeout}; choose 0.1 s to 1 min.";
        }

        if (options.VerificationTimeout < TimeSpan.FromSeconds(1) || options.VerificationTimeout > TimeSpan.FromHours(1))
        {
            yield return $"Gateway: VerificationTimeout is {options.VerificationTimeout}; choose 1 s to 1 h.";
        }

        foreach (string problem in TokenRules.Problems(options))
        {
            yield return problem;
        }

        if (options.DataEndpoint is null)
        {
            yield return "Gateway: DataEndpoint is null; leave its default where no worker runs.";
        }
    }
}
