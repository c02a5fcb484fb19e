using Microsoft.AspNetCore.Connections;

namespace ShuffleOrleans.DataPlane.Transport;

/// <summary>Finds the bulk path of a connection.</summary>
internal static class BulkTransport
{
    /// <summary>
    /// The connection's own bulk path if its transport has one, else one over its pipe. Middleware that changes the bytes (TLS) takes the feature away and
    /// thereby chooses the pipe.
    /// </summary>
    public static IBulkConnection Of(ConnectionContext connection) => connection.Features.Get<IBulkConnection>() ?? new PipeBulkConnection(connection);
}
