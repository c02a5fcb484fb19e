using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace ShuffleOrleans.Benchmarks.Systems.Http;

/// <summary>
/// Runs Kestrel on a free loopback port with one request handler and nothing else: no routing, no logging, no data rate limits. Tuned for large bodies by its
/// documented options: blocks of 256 KiB in its pipes, 4 MiB of buffer for each connection and direction, continuations where the socket completes.
/// </summary>
internal static class KestrelHost
{
    private const int BufferBytes = 4 * 1024 * 1024;

    /// <summary>Serves until cancelled.</summary>
    /// <param name="protocol">The one HTTP version it speaks, without TLS.</param>
    /// <param name="handle">Called for each request.</param>
    /// <param name="ready">Called once with the base address.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task RunAsync(HttpProtocols protocol, RequestDelegate handle, Action<string> ready, CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IMemoryPoolFactory<byte>, BlockPoolFactory>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, protocol)).UseSockets(sockets =>
        {
            sockets.CreateBoundListenSocket = LoopbackSockets.Bind;
            sockets.MaxReadBufferSize = BufferBytes;
            sockets.MaxWriteBufferSize = BufferBytes;
            sockets.UnsafePreferInlineScheduling = true;
        });

        await using WebApplication app = builder.Build();
        app.Run(handle);
        await app.StartAsync(cancellationToken);
        ready($"{app.Urls.First()}/");
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await app.StopAsync(CancellationToken.None);
    }

    private static void Configure(KestrelServerOptions kestrel, HttpProtocols protocol)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MaxRequestBufferSize = BufferBytes;
        kestrel.Limits.MaxResponseBufferSize = BufferBytes;
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Limits.Http2.InitialConnectionWindowSize = 16 * 1024 * 1024;
        kestrel.Limits.Http2.InitialStreamWindowSize = BufferBytes;
        kestrel.Limits.Http2.MaxFrameSize = 1024 * 1024;
        kestrel.Listen(IPAddress.Loopback, 0, endPoint => endPoint.Protocols = protocol);
    }
}
