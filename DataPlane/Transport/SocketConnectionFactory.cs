using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace ShuffleOrleans.DataPlane.Transport;

/// <summary>Connects with our own transport.</summary>
public sealed class SocketConnectionFactory : IConnectionFactory
{
    private readonly SocketTransportOptions _options;
    private long _connected;

    /// <summary>Makes a factory with these settings.</summary>
    public SocketConnectionFactory(IOptions<SocketTransportOptions> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options.Value;
    }

    /// <inheritdoc/>
    /// <exception cref="SocketException">Nobody listens there, or the name is unknown.</exception>
    public async ValueTask<ConnectionContext> ConnectAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            SocketSettings.Apply(socket, _options);
            await socket.ConnectAsync(endpoint, cancellationToken);
            return new SocketConnectionContext(socket, $"to {endpoint} {Interlocked.Increment(ref _connected)}");
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
