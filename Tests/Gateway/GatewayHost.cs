using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ShuffleOrleans.Client.ControlPlane;
using ShuffleOrleans.Gateway;
using ShuffleOrleans.Protocol.ControlPlane;

namespace ShuffleOrleans.Tests.Gateway;

/// <summary>A gateway on a real server and a free loopback port, over a scripted control plane, with a client of each kind.</summary>
internal sealed class GatewayHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private GatewayHost(WebApplication app, ScriptedControlPlane script, RecordingLoggerProvider log)
    {
        _app = app;
        Script = script;
        Log = log;
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        var options = new HttpShuffleControlPlaneOptions { TotalRetryTime = TimeSpan.Zero };
        Client = new HttpShuffleControlPlane(Http, options, TimeProvider.System, new Random(1), NullLogger<HttpShuffleControlPlane>.Instance);
    }

    public ScriptedControlPlane Script { get; }

    public RecordingLoggerProvider Log { get; }

    /// <summary>For raw requests.</summary>
    public HttpClient Http { get; }

    /// <summary>Never repeats a call.</summary>
    public HttpShuffleControlPlane Client { get; }

    public static async Task<GatewayHost> StartAsync(Action<ShuffleGatewayOptions>? configure = null, Action<IServiceCollection>? services = null)
    {
        var script = new ScriptedControlPlane();
        var log = new RecordingLoggerProvider();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(log);
        builder.Services.AddSingleton<IShuffleControlPlane>(script);
        builder.Services.AddShuffleGateway(configure);
        services?.Invoke(builder.Services);
        WebApplication app = builder.Build();
        app.MapShuffleGateway();
        await app.StartAsync();
        return new GatewayHost(app, script, log);
    }

    public Task StopServerAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }
}
