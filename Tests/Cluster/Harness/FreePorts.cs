using System.Net;
using System.Net.Sockets;

namespace ShuffleOrleans.Tests.Cluster.Harness;

/// <summary>
/// Loopback ports that were free a moment ago, for programs that must be told a number. Another program may take one meanwhile: then the start fails and says
/// so.
/// </summary>
internal static class FreePorts
{
    public static int[] Take(int count)
    {
        TcpListener[] listeners = [.. Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
        try
        {
            return [.. listeners.Select(Bind)];
        }
        finally
        {
            Array.ForEach(listeners, listener => listener.Dispose());
        }
    }

    private static int Bind(TcpListener listener)
    {
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
