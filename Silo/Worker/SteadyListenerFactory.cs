using System.Net;
using Microsoft.AspNetCore.Connections;

namespace ShuffleOrleans.Silo.Worker;

/// <summary>Binds with another factory; its listeners do not give up on an accept that fails. For a host that would. Holds nothing.</summary>
internal sealed class SteadyListenerFactory(IConnectionListenerFactory inner, TimeProvider time, ILogger<SteadyListener> logger) : IConnectionListenerFactory
{
    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
        => new SteadyListener(await inner.BindAsync(endpoint, cancellationToken), time, logger);
}
