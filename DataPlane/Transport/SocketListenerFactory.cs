using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace ShuffleOrleans.DataPlane.Transport;

/// <summary>Listens with our own transport. Any host of ASP.NET Core's connection abstractions can use it.</summary>
public sealed class SocketListenerFactory : IConnectionListenerFactory
{
    private readonly SocketTransportOptions _options;

    /// <summary>Makes a factory with these settings.</summary>
    public SocketListenerFactory(IOptions<SocketTransportOptions> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options.Value;
    }

    /// <inheritdoc/>
    /// <exception cref="AddressInUseException">Somebody listens there already.</exception>
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        Socket socket = new(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            SocketSettings.Apply(socket, _options);
            socket.Bind(endpoint);
            socket.Listen(_options.ListenBacklog);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            socket.Dispose();
            throw new AddressInUseException($"The address {endpoint} is in use by another process.", e);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new IOException($"Cannot listen on {endpoint}: {e.Message}", e);
        }

        return ValueTask.FromResult<IConnectionListener>(new SocketListener(socket));
    }
}
