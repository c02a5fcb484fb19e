using ShuffleOrleans.Benchmarks.Shapes;

namespace ShuffleOrleans.Benchmarks.Systems.Redis;

/// <summary>
/// A list for each consumer, <c>exchange:consumer</c>, to which every producer pushes its pieces. A producer sends all its RPUSHes and then waits for the
/// answers, of a few bytes each; a consumer asks for its whole list at once, which is small where pieces are.
/// </summary>
internal sealed class ListPieces(ExchangePlan plan, ShapeData data) : IPieceStore
{
    public IEnumerable<string> Keys => plan.Consumers.Select(Key);

    public async ValueTask WriteAsync(RespConnection connection, int producer, CancellationToken cancellationToken)
    {
        for (int piece = 0; piece < plan.Shape.PiecesPerProducer; piece++)
        {
            await connection.AddAsync("RPUSH", [Key(plan.Shape.ConsumerOf(piece))], data.Piece(producer, piece), cancellationToken);
        }

        await connection.FlushAsync(cancellationToken);
        await connection.ReadRepliesAsync(plan.Shape.PiecesPerProducer, cancellationToken);
    }

    public async ValueTask<long> ReadAsync(RespConnection connection, int consumer, CancellationToken cancellationToken)
    {
        await connection.AddAsync("LRANGE", [Key(consumer), "0", "-1"], cancellationToken);
        await connection.FlushAsync(cancellationToken);
        return await connection.ReadReplyAsync(cancellationToken);
    }

    private string Key(int consumer) => $"{plan.Exchange}:{consumer}";
}
