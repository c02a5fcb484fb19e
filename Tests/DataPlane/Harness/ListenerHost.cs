using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging.Abstractions;
using ShuffleOrleans.DataPlane.Server;

namespace ShuffleOrleans.Tests.DataPlane.Harness;

/// <summary>The small host that comes with the data plane.</summary>
internal sealed class ListenerHost(ShuffleListener listener) : IDataPlaneHost
{
    public static IDataPlaneHost Over(IConnectionListenerFactory factory, ConnectionDelegate pipeline)
        => new ListenerHost(new ShuffleListener(factory, pipeline, TimeProvider.System, NullLogger<ShuffleListener>.Instance));

    public Task<IPEndPoint> StartAsync(IPEndPoint endpoint) => listener.StartAsync(endpoint, CancellationToken.None);

    public Task StopAcceptingAsync() => listener.DisposeAsync().AsTask();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
