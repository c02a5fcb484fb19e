using Microsoft.AspNetCore.Server.Kestrel.Core;
using ShuffleOrleans.Benchmarks.Shapes;
using ShuffleOrleans.Benchmarks.Systems.Http;

namespace ShuffleOrleans.Benchmarks.Systems.KestrelHttp1;

/// <summary>
/// What a .NET team builds in a week: Kestrel as a file server over HTTP/1.1. A producer PUTs its output, sorted by consumer, into one preallocated file; a
/// consumer GETs its range of every producer's file over connections that stay open. Files stay open on the server. There is no file for a consumer, so it
/// does not take the reduce shape.
/// </summary>
public sealed class KestrelHttp1System : ISystemUnderTest
{
    /// <inheritdoc/>
    public string Name => "kestrel-http1";

    /// <inheritdoc/>
    public string Description =>
        "Kestrel, HTTP/1.1: PUT of a producer sorted by consumer to a preallocated file, GET of a range for each producer and consumer; "
        + "256 KiB pipe blocks, a connection for each slot, cubic";

    /// <inheritdoc/>
    public string? Missing => null;

    /// <inheritdoc/>
    public bool Takes(ShuffleShape shape) => !shape.IsReduce;

    /// <inheritdoc/>
    public async Task<ISystemServer> StartServerAsync(string directory, ShuffleShape shape, CancellationToken cancellationToken) =>
        await DotnetServer.StartRoleAsync(Name, directory, cancellationToken);

    /// <inheritdoc/>
    public async Task ServeAsync(string directory, Action<string> ready, CancellationToken cancellationToken)
    {
        using RangeServer server = new(directory);
        await KestrelHost.RunAsync(HttpProtocols.Http1, server.HandleAsync, ready, cancellationToken);
    }

    /// <inheritdoc/>
    public IShuffleClient CreateClient(string address) => new RangeClient(address);
}
