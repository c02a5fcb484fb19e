using OpenTelemetry.Exporter;

namespace ShuffleOrleans.Gateway.Telemetry;

/// <summary>Where telemetry goes: the address of the options, or the one of OpenTelemetry's own environment variables, which then say all the rest too.</summary>
internal sealed class OtlpTarget
{
    private const string EnvironmentName = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private readonly Uri? _base;

    private OtlpTarget(Uri? address) => _base = address;

    /// <summary>The target; null if nothing is to be sent.</summary>
    /// <param name="options">Validated options.</param>
    public static OtlpTarget? Of(ShuffleTelemetryOptions options)
    {
        if (!string.IsNullOrWhiteSpace(options.OtlpEndpoint))
        {
            return new OtlpTarget(new Uri(options.OtlpEndpoint.TrimEnd('/') + "/"));
        }

        return string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable(EnvironmentName)) ? null : new OtlpTarget(null);
    }

    /// <summary>Tells an exporter.</summary>
    /// <param name="exporter">Its options.</param>
    /// <param name="signal">"metrics" or "traces".</param>
    public void Apply(OtlpExporterOptions exporter, string signal)
    {
        if (_base is not null)
        {
            exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
            exporter.Endpoint = new Uri(_base, $"v1/{signal}");
        }
    }
}
