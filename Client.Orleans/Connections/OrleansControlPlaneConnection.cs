using Microsoft.Extensions.Hosting;
using ShuffleOrleans.Client.Clusters;

namespace ShuffleOrleans.Client.Orleans.Connections;

/// <summary>A started host with an Orleans client in it, which ends with it.</summary>
internal sealed class OrleansControlPlaneConnection(IHost host, IShuffleControlPlane controlPlane) : IControlPlaneConnection
{
    // A cluster that does not answer must not keep a program from ending.
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(10);

    public IShuffleControlPlane ControlPlane => controlPlane;

    public async ValueTask DisposeAsync()
    {
        try
        {
            await host.StopAsync(StopTimeout).ConfigureAwait(false);
        }
        finally
        {
            host.Dispose();
        }
    }
}
