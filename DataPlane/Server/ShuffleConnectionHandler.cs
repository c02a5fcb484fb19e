using Microsoft.AspNetCore.Connections;

namespace ShuffleOrleans.DataPlane.Server;

/// <summary>
/// The data plane as a connection handler: any host of ASP.NET Core's connection abstractions can run it. One worker's; holds no state of its own.
/// </summary>
public sealed class ShuffleConnectionHandler : ConnectionHandler
{
    private readonly DataServer _server;

    /// <summary>Makes a handler for this server.</summary>
    public ShuffleConnectionHandler(DataServer server) => _server = server;

    /// <inheritdoc/>
    public override Task OnConnectedAsync(ConnectionContext connection) => _server.ServeAsync(connection);
}
