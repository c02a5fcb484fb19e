using System.Net;
using Bedrock.Framework;
using Microsoft.AspNetCore.Connections;

namespace ShuffleOrleans.Silo.Worker;

/// <summary>
/// Hosts the data plane with the server of Bedrock.Framework: the one file that knows it. Any connection delegate over any listener factory of ASP.NET Core's
/// abstractions; what Standalone does with a <c>ShuffleListener</c>. Owned by the worker's service: started once, told once to accept no more, disposed last.
/// </summary>
/// <remarks>
/// What that server does (0.1.63-alpha), and what follows from it here:
/// <list type="bullet">
/// <item>Its first failed accept ends accepting for good, with one line in the log. <see cref="SteadyListenerFactory"/> never lets it see one.</item>
/// <item>Stopping unbinds, asks connections to close (a feature that our handler does not look at: the worker has its own goodbye), waits for them, and after
/// its timeout aborts them and waits again. So <see cref="StopAccepting"/> begins that, then the worker drains and says goodbye, then <see cref="DisposeAsync"/>
/// sees the end of it. The timeout is beyond the worker's own drain: it is for a connection that our code has forgotten.</item>
/// <item>A token given to the stop makes it return early as if all had ended: none is given. A second stop throws: there is one.</item>
/// <item>A timer ticks through all connections for handlers of a heartbeat feature. Nobody has any; it ticks seldom.</item>
/// <item>A connection is entered in its list just after it was started. One that ends before that stays in the list, ended, until the stop: some hundred bytes
/// for each such race.</item>
/// <item>Port 0 is no trouble: the listener's own endpoint is handed through.</item>
/// </list>
/// </remarks>
internal sealed class BedrockDataPlaneHost : IAsyncDisposable
{
    private static readonly TimeSpan BeyondTheDrain = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan SeldomHeartbeat = TimeSpan.FromHours(1);

    private readonly Server _server;
    private Task? _stopping;
    private bool _started;

    /// <summary>Makes a host that is not bound yet.</summary>
    /// <param name="services">Where its logger comes from.</param>
    /// <param name="endpoint">Where to listen; port 0 takes a free one.</param>
    /// <param name="pipeline">Gets every connection.</param>
    /// <param name="factory">Binds and accepts; must not fail an accept.</param>
    /// <param name="drainTimeout">How long the owner's connections may take to end after <see cref="StopAccepting"/>.</param>
    public BedrockDataPlaneHost(
        IServiceProvider services, IPEndPoint endpoint, ConnectionDelegate pipeline, IConnectionListenerFactory factory, TimeSpan drainTimeout)
    {
        ServerBuilder builder = new(services) { ShutdownTimeout = drainTimeout + BeyondTheDrain, HeartBeatInterval = SeldomHeartbeat };
        builder.Bindings.Add(new EndPointBinding(endpoint, pipeline, factory));
        _server = builder.Build();
    }

    /// <summary>Binds and begins to accept.</summary>
    /// <returns>The address it is bound to, with the port that port 0 became.</returns>
    /// <exception cref="AddressInUseException">The port is taken.</exception>
    public async Task<IPEndPoint> StartAsync(CancellationToken cancellationToken)
    {
        await _server.StartAsync(cancellationToken);
        _started = true;
        return (IPEndPoint)_server.EndPoints.Single();
    }

    /// <summary>Accepts no more, from now on. Connections that were accepted go on.</summary>
    public void StopAccepting() => _stopping ??= _started ? _server.StopAsync(CancellationToken.None) : Task.CompletedTask;

    /// <summary>Accepts no more and waits until every connection has ended, which their handler is to bring about.</summary>
    public async ValueTask DisposeAsync()
    {
        StopAccepting();
        await _stopping!;
    }
}
