using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace ShuffleOrleans.Tests.Gateway.Metrics;

/// <summary>A gateway whose host has a meter of ours.</summary>
internal sealed class MetricsHost(GatewayHost gateway, Meter meter) : IAsyncDisposable
{
    public GatewayHost Gateway => gateway;

    public Meter Meter => meter;

    public static async Task<MetricsHost> StartAsync(Action<ShuffleOrleans.Gateway.ShuffleGatewayOptions>? configure = null, int maxSeries = 5000)
    {
        Meter? meter = null;
        GatewayHost gateway = await GatewayHost.StartAsync(configure, services =>
        {
            services.Configure<ShuffleOrleans.Gateway.Telemetry.ShuffleTelemetryOptions>(options => options.MaxSeries = maxSeries);
            services.AddHostedService(provider =>
            {
                meter = provider.GetRequiredService<IMeterFactory>().Create("ShuffleOrleans.Tests");
                return new Nothing();
            });
        });
        return new MetricsHost(gateway, meter!);
    }

    public Task<string> PageAsync() => gateway.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative));

    /// <summary>The lines of one metric, comments included.</summary>
    public async Task<string[]> LinesAsync(string name) =>
        [.. (await PageAsync()).Split('\n').Where(line => line.Split('{', ' ').Any(word => word == name || word == $"{name}_bucket" || word == $"{name}_sum" || word == $"{name}_count"))];

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    private sealed class Nothing : Microsoft.Extensions.Hosting.IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
