using System.Net;
using System.Net.Sockets;

namespace ShuffleOrleans.Benchmarks.Systems.Http;

/// <summary>Makes the client side of the HTTP peers: <see cref="SocketsHttpHandler"/> with everything off that is not moving bytes.</summary>
internal static class HttpHandlers
{
    /// <summary>A handler with connections of its own, as many as requests run at a time, kept open; the caller owns it.</summary>
    public static SocketsHttpHandler Create() => new()
    {
        ActivityHeadersPropagator = null,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectCallback = ConnectAsync,
        PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
        UseCookies = false,
        UseProxy = false,
    };

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        IPEndPoint server = new(IPAddress.Parse(context.DnsEndPoint.Host), context.DnsEndPoint.Port);
        return new NetworkStream(await LoopbackSockets.ConnectAsync(server, cancellationToken), ownsSocket: true);
    }
}
