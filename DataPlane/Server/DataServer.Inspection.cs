namespace ShuffleOrleans.DataPlane.Server;

public sealed partial class DataServer
{
    private readonly Lock _trafficLock = new();
    private TrafficTotals _ended;

    /// <summary>What has moved over all connections, those that have ended too: never less than at an earlier look.</summary>
    internal TrafficTotals Traffic
    {
        get
        {
            lock (_trafficLock)
            {
                return _connections.Keys.Aggregate(_ended, (sum, connection) => sum + connection.Traffic.Totals);
            }
        }
    }

    /// <summary>The connections being served.</summary>
    internal ICollection<WorkerConnection> Connections => _connections.Keys;

    private void Forget(WorkerConnection connection)
    {
        lock (_trafficLock)
        {
            _ended += connection.Traffic.Totals;
            _connections.TryRemove(connection, out _);
        }
    }
}
