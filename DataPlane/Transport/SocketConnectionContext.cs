using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace ShuffleOrleans.DataPlane.Transport;

/// <summary>
/// A connection of our own transport behind ASP.NET Core's abstractions (Project Bedrock): the bulk path as a feature, and a pipe for whoever asks for
/// <see cref="Transport"/>, TLS middleware for one, made on first use.
/// Owns the socket. Abort may come from any thread; the accept loop or the client's connection disposes.
/// </summary>
internal sealed class SocketConnectionContext : ConnectionContext, IConnectionSocketFeature
{
    private readonly CancellationTokenSource _closed = new();
    private readonly SocketBulkConnection _bulk;
    private IDuplexPipe? _transport;
    private int _disposed;

    public SocketConnectionContext(Socket socket, string connectionId)
    {
        Socket = socket;
        ConnectionId = connectionId;
        LocalEndPoint = socket.LocalEndPoint;
        RemoteEndPoint = socket.RemoteEndPoint;
        ConnectionClosed = _closed.Token;
        _bulk = new SocketBulkConnection(socket);
        Features.Set<IBulkConnection>(_bulk);
        Features.Set<IConnectionSocketFeature>(this);
    }

    public Socket Socket { get; }

    public override string ConnectionId { get; set; }

    public override IFeatureCollection Features { get; } = new FeatureCollection();

    public override IDictionary<object, object?> Items { get; set; } = new ConnectionItems();

    public override IDuplexPipe Transport
    {
        get => _transport ??= StreamDuplexPipe.Over(new NetworkStream(Socket, ownsSocket: false));
        set => _transport = value;
    }

    public override EndPoint? LocalEndPoint { get; set; }

    public override EndPoint? RemoteEndPoint { get; set; }

    public override CancellationToken ConnectionClosed { get; set; }

    public override void Abort(ConnectionAbortedException abortReason)
    {
        if (Volatile.Read(ref _disposed) == 0)
        {
            // Closing the socket ends whatever send or receive is waiting on it.
            _bulk.Dispose();
        }
    }

    public override async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        _bulk.Dispose();
        await _closed.CancelAsync();
        _closed.Dispose();
        await base.DisposeAsync();
    }
}
