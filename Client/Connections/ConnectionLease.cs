namespace ShuffleOrleans.Client.Connections;

/// <summary>The use of a pooled connection by one writer or gate. Disposing it once gives it back.</summary>
internal sealed class ConnectionLease : IDisposable
{
    private readonly ConnectionPool _pool;
    private readonly PooledConnection _pooled;
    private int _disposed;

    public ConnectionLease(ConnectionPool pool, PooledConnection pooled, ClientConnection connection)
    {
        _pool = pool;
        _pooled = pooled;
        Connection = connection;
    }

    public ClientConnection Connection { get; }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _pool.Return(_pooled);
        }
    }
}
