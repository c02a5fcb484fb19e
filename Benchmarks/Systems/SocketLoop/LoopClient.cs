using System.Collections.Concurrent;
using System.Net;
using ShuffleOrleans.Benchmarks.Shapes;

namespace ShuffleOrleans.Benchmarks.Systems.SocketLoop;

/// <summary>One client process of the loop: as many connections as it has slots, kept from one exchange to the next.</summary>
internal sealed class LoopClient(IPEndPoint server) : IShuffleClient
{
    private readonly ConcurrentBag<LoopConnection> _idle = [];

    public Task<IExchange> BeginAsync(ExchangePlan plan, ShapeData data, CancellationToken cancellationToken)
    {
        while (_idle.Count < plan.Slots)
        {
            _idle.Add(LoopConnection.Connect(server));
        }

        return Task.FromResult<IExchange>(new LoopExchange(this, plan, data));
    }

    /// <summary>Takes a connection; give it back with <see cref="Return"/>.</summary>
    public LoopConnection Rent() => _idle.TryTake(out LoopConnection? connection) ? connection : LoopConnection.Connect(server);

    public void Return(LoopConnection connection) => _idle.Add(connection);

    public ValueTask DisposeAsync()
    {
        foreach (LoopConnection connection in _idle)
        {
            connection.Dispose();
        }

        return ValueTask.CompletedTask;
    }
}
