using System.Net;
using Microsoft.AspNetCore.Connections;

namespace ShuffleOrleans.Silo.Worker;

/// <summary>
/// A listener that goes on after a failed accept: too many open files, for instance, may pass. Pauses meanwhile, so that it does not spin. Owns the listener
/// it wraps.
/// </summary>
internal sealed partial class SteadyListener(IConnectionListener inner, TimeProvider time, ILogger<SteadyListener> logger) : IConnectionListener
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMilliseconds(200);

    public EndPoint EndPoint => inner.EndPoint;

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            try
            {
                return await inner.AcceptAsync(cancellationToken);
            }
            catch (Exception e) when (e is not (OperationCanceledException or OutOfMemoryException))
            {
                LogAcceptFailed(e);
                await Task.Delay(PauseAfterFailure, time, cancellationToken);
            }
        }
    }

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => inner.UnbindAsync(cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
