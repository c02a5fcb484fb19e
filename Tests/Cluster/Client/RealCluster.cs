using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Hosting;
using ShuffleOrleans.Client.Clusters;
using ShuffleOrleans.Client.Orleans.Connections;
using ShuffleOrleans.Client.Orleans.Hosting;
using ShuffleOrleans.Grains.Hosting;
using ShuffleOrleans.Grains.Interfaces.Streams;

namespace ShuffleOrleans.Tests.Cluster.Client;

/// <summary>One silo with the real grains, a gateway on a loopback port and everything it stores in memory.</summary>
public sealed class RealCluster : IAsyncLifetime
{
    private readonly IHost _silo;

    public RealCluster()
    {
        (int siloPort, int gatewayPort) = (FreePort(), FreePort());
        Assert.True(ClusterAddress.TryParse($"localhost:{gatewayPort}", out ClusterAddress? address, out _));
        Address = address;
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.UseOrleans(silo => silo
            .UseLocalhostClustering(siloPort, gatewayPort, serviceId: address.ClusterId, clusterId: address.ClusterId)
            .AddMemoryGrainStorage(ShuffleStreams.Storage)
            .AddMemoryGrainStorage("PubSubStore")
            .UseInMemoryReminderService()
            .AddShuffleGrains());
        builder.Services.AddShuffleControlPlaneOfCluster();
        _silo = builder.Build();
    }

    public ClusterAddress Address { get; }

    /// <summary>The silo's own client, as its gateway uses it.</summary>
    public IServiceProvider Silo => _silo.Services;

    public Task InitializeAsync() => _silo.StartAsync().WaitAsync(Patience.Limit);

    public async Task DisposeAsync()
    {
        await _silo.StopAsync().WaitAsync(Patience.Limit);
        _silo.Dispose();
    }

    /// <summary>A client outside, whose queries hear nothing but the stream for longer than any test waits.</summary>
    public Task<IControlPlaneConnection> ConnectAsync() => new OrleansControlPlaneConnector(
        options => options.ControlPlane.SafetyInterval = Patience.Limit * 2).ConnectAsync(Address, default).WaitAsync(Patience.Limit);

    private static int FreePort()
    {
        using Socket probe = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }
}
