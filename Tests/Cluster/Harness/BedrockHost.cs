using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using ShuffleOrleans.Silo.Worker;
using ShuffleOrleans.Tests.DataPlane.Harness;
using Patience = ShuffleOrleans.Tests.TestKit.Processes.Patience;

namespace ShuffleOrleans.Tests.Cluster.Harness;

/// <summary>The silo's host of the data plane, for the data plane's own tests.</summary>
internal sealed class BedrockHost(IConnectionListenerFactory factory, ConnectionDelegate pipeline) : IDataPlaneHost
{
    private readonly ServiceProvider _services = new ServiceCollection().AddLogging().BuildServiceProvider();
    private BedrockDataPlaneHost? _host;

    public static IDataPlaneHost Over(IConnectionListenerFactory factory, ConnectionDelegate pipeline) => new BedrockHost(factory, pipeline);

    public Task<IPEndPoint> StartAsync(IPEndPoint endpoint)
    {
        SteadyListenerFactory steady = new(factory, TimeProvider.System, NullLogger<SteadyListener>.Instance);
        _host = new BedrockDataPlaneHost(_services, endpoint, pipeline, steady, TimeSpan.FromSeconds(10));
        return _host.StartAsync(CancellationToken.None).WaitAsync(Patience.Limit);
    }

    public Task StopAcceptingAsync()
    {
        _host!.StopAccepting();
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _host!.DisposeAsync().AsTask().WaitAsync(Patience.Limit);
        await _services.DisposeAsync();
    }
}
