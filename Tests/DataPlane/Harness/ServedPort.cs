using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ShuffleOrleans.DataPlane.Server;
using ShuffleOrleans.DataPlane.Transport;

namespace ShuffleOrleans.Tests.DataPlane.Harness;

/// <summary>
/// A data server behind a loopback port, through the production handler and listener. Knows which connections it was handed and when nothing of them is left.
/// </summary>
internal sealed class ServedPort : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly List<Task> _connections = [];
    private readonly ShuffleConnectionHandler _handler;
    private readonly ShuffleListener _listener;

    private ServedPort(DataServer server, IConnectionListenerFactory factory)
    {
        _handler = new ShuffleConnectionHandler(server);
        _listener = new ShuffleListener(factory, ServeAsync, TimeProvider.System, NullLogger<ShuffleListener>.Instance);
    }

    public IPEndPoint EndPoint { get; private set; } = null!;

    /// <summary>The factory of the project's own transport.</summary>
    public static IConnectionListenerFactory OwnTransport => new SocketListenerFactory(Options.Create(new SocketTransportOptions()));

    public static async Task<ServedPort> StartAsync(DataServer server, IConnectionListenerFactory factory)
    {
        ServedPort port = new(server, factory);
        port.EndPoint = await port._listener.StartAsync(new IPEndPoint(IPAddress.Loopback, 0), CancellationToken.None);
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

    public ValueTask DisposeAsync() => _listener.DisposeAsync();

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
