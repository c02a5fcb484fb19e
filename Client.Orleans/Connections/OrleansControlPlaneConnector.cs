using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ShuffleOrleans.Client.Clusters;
using ShuffleOrleans.Client.Orleans.Hosting;

namespace ShuffleOrleans.Client.Orleans.Connections;

/// <summary>Connects to a cluster for a program that has no host of its own, or does not know Orleans. Each connection has its own Orleans client.</summary>
public sealed class OrleansControlPlaneConnector : IControlPlaneConnector
{
    private readonly Action<ShuffleOrleansClientOptions> _configure;

    /// <summary>Makes a connector with the default settings.</summary>
    public OrleansControlPlaneConnector()
        : this(_ => { })
    {
    }

    /// <summary>Makes a connector.</summary>
    /// <param name="configure">Settings besides those of the address.</param>
    public OrleansControlPlaneConnector(Action<ShuffleOrleansClientOptions> configure) => _configure = configure;

    /// <inheritdoc/>
    public async Task<IControlPlaneConnection> ConnectAsync(ClusterAddress address, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(address);
        // An empty builder: the program's own command line, environment and console are not this client's.
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddShuffleOrleansClient(options => Configure(options, address));
        IHost host = builder.Build();
        try
        {
            await host.StartAsync(cancellationToken).ConfigureAwait(false);
            return new OrleansControlPlaneConnection(host, host.Services.GetRequiredService<IShuffleControlPlane>());
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    private void Configure(ShuffleOrleansClientOptions options, ClusterAddress address)
    {
        options.ClusterId = address.ClusterId;
        options.RedisConnectionString = address.Redis;
        foreach (string gateway in address.Gateways)
        {
            options.Gateways.Add(gateway);
        }

        _configure(options);
    }
}
