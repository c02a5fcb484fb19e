using ShuffleOrleans.Benchmarks.Shapes;

namespace ShuffleOrleans.Benchmarks.Systems.Redis;

/// <summary>
/// A string for each piece: <c>exchange:producer:piece</c>. A producer sends all its SETs and then waits for the answers, of five bytes each; a consumer
/// always has some GETs under way.
/// </summary>
internal sealed class StringPieces(ExchangePlan plan, ShapeData data) : IPieceStore
{
    // Answers that Redis may have under way to a consumer: enough that it never waits for the next question.
    private const int GetsUnderWay = 8;

    private readonly SortedPieces _pieces = new(plan.Shape);

    public IEnumerable<string> Keys => plan.Producers.SelectMany(producer => _pieces.InOrder.Select(piece => Key(producer, piece)));

    public async ValueTask WriteAsync(RespConnection connection, int producer, CancellationToken cancellationToken)
    {
        for (int piece = 0; piece < plan.Shape.PiecesPerProducer; piece++)
        {
            await connection.AddAsync("SET", [Key(producer, piece)], data.Piece(producer, piece), cancellationToken);
        }

        await connection.FlushAsync(cancellationToken);
        await connection.ReadRepliesAsync(plan.Shape.PiecesPerProducer, cancellationToken);
    }

    public async ValueTask<long> ReadAsync(RespConnection connection, int consumer, CancellationToken cancellationToken)
    {
        long bytes = 0;
        int underWay = 0;
        foreach (string key in KeysOf(consumer))
        {
            await connection.AddAsync("GET", [key], cancellationToken);
            underWay++;
            if (underWay == GetsUnderWay)
            {
                await connection.FlushAsync(cancellationToken);
                bytes += await connection.ReadRepliesAsync(GetsUnderWay / 2, cancellationToken);
                underWay -= GetsUnderWay / 2;
            }
        }

        await connection.FlushAsync(cancellationToken);
        return bytes + await connection.ReadRepliesAsync(underWay, cancellationToken);
    }

    private IEnumerable<string> KeysOf(int consumer) =>
        Enumerable.Range(0, plan.Shape.Producers).SelectMany(producer => _pieces.PiecesOf(consumer).Select(piece => Key(producer, piece)));

    private string Key(int producer, int piece) => $"{plan.Exchange}:{producer}:{piece}";
}
