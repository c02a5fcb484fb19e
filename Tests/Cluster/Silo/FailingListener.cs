using System.Net;
using Microsoft.AspNetCore.Connections;

namespace ShuffleOrleans.Tests.Cluster.Silo;

/// <summary>Fails the first accept as a process does that has too many files open; the second finds it unbound.</summary>
internal sealed class FailingListener : IConnectionListener, IConnectionListenerFactory
{
    public int Accepts { get; private set; }

    public EndPoint EndPoint { get; } = new IPEndPoint(IPAddress.Loopback, 0);

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) => new(this);

    public ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        => ++Accepts == 1 ? throw new IOException("Too many open files.") : ValueTask.FromResult<ConnectionContext?>(null);

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => default;

    public ValueTask DisposeAsync() => default;
}
