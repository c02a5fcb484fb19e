using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using ShuffleOrleans.Gateway.Metrics;

namespace ShuffleOrleans.Gateway.Telemetry;

/// <summary>
/// Sends metrics and traces of this process to an OTLP receiver, if one is configured; else it makes nothing. Begins before the host's other services and ends
/// after them, with what is left sent within a few seconds.
/// </summary>
internal sealed partial class OtlpExport(IOptions<ShuffleTelemetryOptions> options, ILogger<OtlpExport> logger) : IHostedLifecycleService, IDisposable
{
    private const string ServiceName = "shuffleorleans";
    private const string Ours = "ShuffleOrleans.*";
    private const string Web = "Microsoft.AspNetCore";
    private const int LastSendMilliseconds = 5000;

    private MeterProvider? _metrics;
    private TracerProvider? _traces;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        if (OtlpTarget.Of(options.Value) is { } target)
        {
            ResourceBuilder resource = ResourceBuilder.CreateDefault().AddService(ServiceName, serviceVersion: ServiceVersion);
            _metrics = ExportMetrics(target, resource);
            _traces = ExportTraces(target, resource);
            LogStarted(options.Value.OtlpEndpoint ?? "the environment's address");
        }

        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.Run(SendTheRest, CancellationToken.None);

    public void Dispose()
    {
        _metrics?.Dispose();
        _traces?.Dispose();
    }

    private static string? ServiceVersion => typeof(OtlpExport).Assembly.GetName().Version?.ToString();

    private void SendTheRest()
    {
        bool sent = (_metrics?.Shutdown(LastSendMilliseconds) ?? true) & (_traces?.Shutdown(LastSendMilliseconds) ?? true);
        if (!sent)
        {
            LogNotSent();
        }
    }

    private MeterProvider ExportMetrics(OtlpTarget target, ResourceBuilder resource) => Sdk.CreateMeterProviderBuilder()
        .SetResourceBuilder(resource)
        .AddMeter([Ours, .. MetricsCollector.SystemMeters])
        .AddOtlpExporter((OtlpExporterOptions exporter, MetricReaderOptions reader) =>
        {
            target.Apply(exporter, "metrics");
            reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = (int)options.Value.OtlpInterval.TotalMilliseconds;
        })
        .Build();

    private TracerProvider ExportTraces(OtlpTarget target, ResourceBuilder resource) => Sdk.CreateTracerProviderBuilder()
        .SetResourceBuilder(resource)
        .AddSource(Ours, Web)
        .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(options.Value.TraceRatio)))
        .AddOtlpExporter(exporter => target.Apply(exporter, "traces"))
        .Build();
}
