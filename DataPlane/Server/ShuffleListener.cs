using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace ShuffleOrleans.DataPlane.Server;

/// <summary>
/// The small host of the data plane: binds, accepts, hands each connection to a connection delegate (the handler behind whatever middleware was configured).
/// Another host of the same abstractions may take its place. Owned by the process's
/// host; stop it before the server it feeds.
/// </summary>
public sealed partial class ShuffleListener : IAsyncDisposable
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMilliseconds(200);

    private readonly IConnectionListenerFactory _factory;
    private readonly ConnectionDelegate _pipeline;
    private readonly TimeProvider _time;
    private readonly ILogger<ShuffleListener> _logger;
    private IConnectionListener? _listener;
    private Task _accepting = Task.CompletedTask;

    /// <summary>Makes a listener that is not bound yet.</summary>
    public ShuffleListener(IConnectionListenerFactory factory, ConnectionDelegate pipeline, TimeProvider time, ILogger<ShuffleListener> logger)
    {
        _factory = factory;
        _pipeline = pipeline;
        _time = time;
        _logger = logger;
    }

    /// <summary>Binds and begins to accept.</summary>
    /// <returns>The address it is bound to, with the port that port 0 became.</returns>
    /// <exception cref="AddressInUseException">The port is taken.</exception>
    public async Task<IPEndPoint> StartAsync(IPEndPoint endpoint, CancellationToken cancellationToken)
    {
        _listener = await _factory.BindAsync(endpoint, cancellationToken);
        _accepting = AcceptAsync(_listener);
        return (IPEndPoint)_listener.EndPoint;
    }

    /// <summary>Accepts no more. Connections that were accepted go on.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_listener is not null)
        {
            await _listener.UnbindAsync();
            await _accepting;
            await _listener.DisposeAsync();
        }
    }

    private async Task AcceptAsync(IConnectionListener listener)
    {
        while (true)
        {
            try
            {
                ConnectionContext? connection = await listener.AcceptAsync();
                if (connection is null)
                {
                    return;
                }

                _ = ServeAsync(connection);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // For instance too many open files: it may pass, and must not spin meanwhile.
                LogAcceptFailed(e);
                await Task.Delay(PauseAfterFailure, _time);
            }
        }
    }

    private async Task ServeAsync(ConnectionContext connection)
    {
        try
        {
            await _pipeline(connection);
        }
        catch (Exception e)
        {
            LogServeFailed(e, connection.ConnectionId);
        }
        finally
        {
            await connection.DisposeAsync();
        }
    }
}
