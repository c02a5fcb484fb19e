using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace ShuffleOrleans.DataPlane.Transport;

/// <summary>Accepts connections, whose settings are those of the listening socket. Unbinding ends a waiting accept with null; connections already accepted go on.</summary>
internal sealed class SocketListener : IConnectionListener
{
    private readonly Socket _socket;
    private long _accepted;

    public SocketListener(Socket socket)
    {
        _socket = socket;
        EndPoint = socket.LocalEndPoint!;
    }

    public EndPoint EndPoint { get; }

    /// <summary>For tests: what is set on the listening socket.</summary>
    internal Socket Socket => _socket;

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            try
            {
                Socket socket = await _socket.AcceptAsync(cancellationToken);
                // The one setting that not every system hands on.
                socket.NoDelay = true;
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
