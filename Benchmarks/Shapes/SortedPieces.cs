namespace ShuffleOrleans.Benchmarks.Shapes;

/// <summary>
/// The pieces of one producer, sorted by consumer: what comes where in a file that holds one consumer after the other. The same for every producer of a shape.
/// Immutable.
/// </summary>
internal sealed class SortedPieces
{
    private readonly int[][] _pieces;
    private readonly long[] _offsets;
    private readonly int _pieceBytes;

    public SortedPieces(ShuffleShape shape)
    {
        _pieceBytes = shape.PieceBytes;
        ILookup<int, int> byConsumer = Enumerable.Range(0, shape.PiecesPerProducer).ToLookup(shape.ConsumerOf);
        _pieces = [.. Enumerable.Range(0, shape.Consumers).Select(consumer => byConsumer[consumer].ToArray())];
        _offsets = new long[shape.Consumers + 1];
        for (int consumer = 0; consumer < shape.Consumers; consumer++)
        {
            _offsets[consumer + 1] = _offsets[consumer] + ((long)_pieces[consumer].Length * _pieceBytes);
        }
    }

    /// <summary>Bytes of the whole output of a producer.</summary>
    public long TotalBytes => _offsets[^1];

    /// <summary>How many consumers there are.</summary>
    public int Consumers => _pieces.Length;

    /// <summary>All pieces in the order of the consumers.</summary>
    public IEnumerable<int> InOrder => _pieces.SelectMany(pieces => pieces);

    /// <summary>Where the bytes of a consumer begin.</summary>
    public long OffsetOf(int consumer) => _offsets[consumer];

    /// <summary>How many bytes a consumer gets of one producer.</summary>
    public long BytesFor(int consumer) => _offsets[consumer + 1] - _offsets[consumer];

    /// <summary>The pieces of a consumer.</summary>
    public IReadOnlyList<int> PiecesOf(int consumer) => _pieces[consumer];
}
