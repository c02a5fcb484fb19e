using Microsoft.AspNetCore.Server.Kestrel.Core;
using ShuffleOrleans.Benchmarks.Shapes;
using ShuffleOrleans.Benchmarks.Systems.Http;

namespace ShuffleOrleans.Benchmarks.Systems.KestrelHttp2;

/// <summary>
/// What a team builds that streams messages by RPC: HTTP/2 without TLS, one client stream for each producer and one server stream for each consumer, messages
/// framed as gRPC frames them. No protobuf: that would only cost more. The server knows where each consumer's messages lie, so a consumer asks once. Both
/// shapes: in a reduce exchange messages go to a file of their consumer as they come.
/// </summary>
public sealed class KestrelHttp2System : ISystemUnderTest
{
    /// <inheritdoc/>
    public string Name => "kestrel-http2";

    /// <inheritdoc/>
    public string Description =>
        "Kestrel, cleartext HTTP/2: a stream of gRPC-framed messages for each producer and consumer; "
        + "windows of 4 MiB a stream, 256 KiB pipe blocks, one connection a client, cubic";

    /// <inheritdoc/>
    public string? Missing => null;

    /// <inheritdoc/>
    public bool Takes(ShuffleShape shape) => true;

    /// <inheritdoc/>
    public async Task<ISystemServer> StartServerAsync(string directory, ShuffleShape shape, CancellationToken cancellationToken) =>
        await DotnetServer.StartRoleAsync(Name, directory, cancellationToken);

    /// <inheritdoc/>
    public async Task ServeAsync(string directory, Action<string> ready, CancellationToken cancellationToken)
    {
        using MessageServer server = new(directory);
        await KestrelHost.RunAsync(HttpProtocols.Http2, server.HandleAsync, ready, cancellationToken);
    }

    /// <inheritdoc/>
    public IShuffleClient CreateClient(string address) => new MessageClient(address);
}
