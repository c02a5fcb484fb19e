using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace ShuffleOrleans.DataPlane.Transport;

/// <summary>Accepts connections. Unbinding ends a waiting accept with null; connections already accepted go on.</summary>
internal sealed class SocketListener : IConnectionListener
{
    private readonly Socket _socket;
    private readonly SocketTransportOptions _options;
    private long _accepted;

    public SocketListener(Socket socket, SocketTransportOptions options)
    {
        _socket = socket;
        _options = options;
        EndPoint = socket.LocalEndPoint!;
    }

    public EndPoint EndPoint { get; }

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            try
            {
                Socket socket = await _socket.AcceptAsync(cancellationToken);
                SocketSettings.Apply(socket, _options);
                return new SocketConnectionContext(socket, $"{((IPEndPoint)EndPoint).Port}-{Interlocked.Increment(ref _accepted)}");
            }
            catch (ObjectDisposedException)
            {
                return null;
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.OperationAborted or SocketError.Interrupted)
            {
                return null;
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionReset or SocketError.ConnectionAborted)
            {
                // The peer was gone before it was accepted: the next one, please.
            }
        }
    }

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => UnbindAsync();
}
