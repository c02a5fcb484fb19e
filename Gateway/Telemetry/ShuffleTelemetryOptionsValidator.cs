using Microsoft.Extensions.Options;

namespace ShuffleOrleans.Gateway.Telemetry;

/// <summary>Checks <see cref="ShuffleTelemetryOptions.OtlpEndpoint"/> at startup; attributes check the rest.</summary>
internal sealed class ShuffleTelemetryOptionsValidator : IValidateOptions<ShuffleTelemetryOptions>
{
    public ValidateOptionsResult Validate(string? name, ShuffleTelemetryOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.OtlpEndpoint)
            || (Uri.TryCreate(options.OtlpEndpoint, UriKind.Absolute, out Uri? address) && (address.Scheme is "http" or "https")))
        {
            return ValidateOptionsResult.Success;
        }

        return ValidateOptionsResult.Fail($"Telemetry: OtlpEndpoint is '{options.OtlpEndpoint}'; give an address such as http://127.0.0.1:4318.");
    }
}
