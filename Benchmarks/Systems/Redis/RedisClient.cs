using System.Collections.Concurrent;
using System.Net;
using ShuffleOrleans.Benchmarks.Shapes;

namespace ShuffleOrleans.Benchmarks.Systems.Redis;

/// <summary>A client's connections: one for each task that runs at a time, kept for the next.</summary>
internal sealed class RedisClient : IShuffleClient
{
    // Above this Redis receives a string straight into the value (PROTO_MBULK_BIG_ARG, 32 KiB), which it does not for elements of lists.
    private const int LargePieceBytes = 32 * 1024;

    private readonly ConcurrentBag<RespConnection> _idle = [];
    private readonly IPEndPoint _server;

    public RedisClient(string address) => _server = IPEndPoint.Parse(address);

    public Task<IExchange> BeginAsync(ExchangePlan plan, ShapeData data, CancellationToken cancellationToken)
    {
        IPieceStore pieces = plan.Shape.PieceBytes > LargePieceBytes ? new StringPieces(plan, data) : new ListPieces(plan, data);
        return Task.FromResult<IExchange>(new RedisExchange(this, plan, pieces));
    }

    public ValueTask DisposeAsync()
    {
        while (_idle.TryTake(out RespConnection? connection))
        {
            connection.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Lends a connection to a task. One that failed is in the middle of something: it is closed instead of returned.</summary>
    public async ValueTask<T> UseAsync<T>(Func<RespConnection, ValueTask<T>> use, CancellationToken cancellationToken)
    {
        RespConnection connection = _idle.TryTake(out RespConnection? idle) ? idle : await RespConnection.ConnectAsync(_server, cancellationToken);
        try
        {
            T result = await use(connection);
            _idle.Add(connection);
            return result;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
