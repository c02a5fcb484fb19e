using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using ShuffleOrleans.DataPlane.Server;
using ShuffleOrleans.DataPlane.Transport;

namespace ShuffleOrleans.Tests.DataPlane.Harness;

/// <summary>
/// A data server behind a loopback port, through the production handler and a host. Knows which connections it was handed and when nothing of them is left.
/// </summary>
internal sealed class ServedPort : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly List<Task> _connections = [];
    private readonly ShuffleConnectionHandler _handler;
    private readonly IDataPlaneHost _host;

    private ServedPort(DataServer server, IConnectionListenerFactory factory, Func<IConnectionListenerFactory, ConnectionDelegate, IDataPlaneHost> host)
    {
        _handler = new ShuffleConnectionHandler(server);
        _host = host(factory, ServeAsync);
    }

    public IPEndPoint EndPoint { get; private set; } = null!;

    /// <summary>The factory of the project's own transport.</summary>
    public static IConnectionListenerFactory OwnTransport => new SocketListenerFactory(Options.Create(new SocketTransportOptions()));

    public static async Task<ServedPort> StartAsync(
        DataServer server, IConnectionListenerFactory factory, Func<IConnectionListenerFactory, ConnectionDelegate, IDataPlaneHost>? host = null)
    {
        ServedPort port = new(server, factory, host ?? ListenerHost.Over);
        port.EndPoint = await port._host.StartAsync(new IPEndPoint(IPAddress.Loopback, 0));
        return port;
    }

    /// <summary>Completes when every connection accepted so far has ended and given everything back.</summary>
    public Task AllEndedAsync()
    {
        lock (_lock)
        {
            return Task.WhenAll(_connections).OrFail();
        }
    }

    /// <summary>Accepts no more; connections go on.</summary>
    public Task StopAcceptingAsync() => _host.StopAcceptingAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private Task ServeAsync(ConnectionContext connection)
    {
        Task serving = _handler.OnConnectedAsync(connection);
        lock (_lock)
        {
            _connections.Add(serving);
        }

        return serving;
    }
}
