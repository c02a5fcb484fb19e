using ShuffleOrleans.Protocol.Errors;

namespace ShuffleOrleans.Client.Connections;

/// <summary>An entry of the pool: a connection being made or in use, and how many lease it. Guarded by the pool's lock.</summary>
internal sealed class PooledConnection
{
    private ITimer? _idle;

    public PooledConnection(WorkerEndpoint endpoint, Task<ClientConnection> connecting)
    {
        Endpoint = endpoint;
        Connecting = connecting;
    }

    public WorkerEndpoint Endpoint { get; }

    public Task<ClientConnection> Connecting { get; }

    public int Leases { get; set; }

    public bool IsBroken => Connecting.IsFaulted || (Connecting.IsCompletedSuccessfully && Connecting.Result.IsLost);

    public void StartIdling(TimeProvider time, TimeSpan timeout, Action close)
    {
        _idle?.Dispose();
        _idle = time.CreateTimer(static state => ((Action)state!)(), close, timeout, Timeout.InfiniteTimeSpan);
    }

    public void StopIdling()
    {
        _idle?.Dispose();
        _idle = null;
    }

    public async Task CloseAsync()
    {
        StopIdling();
        try
        {
            ClientConnection connection = await Connecting;
            await connection.DisposeAsync();
        }
        catch (ShuffleException)
        {
            // It was never made; whoever asked for it has heard so.
        }
    }
}
