using ShuffleOrleans.Benchmarks.Shapes;

namespace ShuffleOrleans.Benchmarks.Systems.Http;

/// <summary>
/// Where each consumer's bytes lie in a producer's output once that is sorted by consumer, as a map task leaves it. The same for every producer of a shape. Immutable.
/// </summary>
internal sealed class SortedOutput
{
    private readonly int[][] _piecesOfConsumer;
    private readonly long[] _offsets;

    public SortedOutput(ShuffleShape shape)
    {
        ILookup<int, int> pieces = Enumerable.Range(0, shape.PiecesPerProducer).ToLookup(shape.ConsumerOf);
        _piecesOfConsumer = [.. Enumerable.Range(0, shape.Consumers).Select(consumer => pieces[consumer].ToArray())];
        _offsets = new long[shape.Consumers + 1];
        for (int consumer = 0; consumer < shape.Consumers; consumer++)
        {
            _offsets[consumer + 1] = _offsets[consumer] + ((long)_piecesOfConsumer[consumer].Length * shape.PieceBytes);
        }
    }

    /// <summary>Bytes of one producer's output.</summary>
    public long Length => _offsets[^1];

    /// <summary>How many consumers there are.</summary>
    public int Consumers => _piecesOfConsumer.Length;

    /// <summary>Where a consumer's bytes begin.</summary>
    public long OffsetOf(int consumer) => _offsets[consumer];

    /// <summary>How many bytes a consumer gets from one producer.</summary>
    public long LengthOf(int consumer) => _offsets[consumer + 1] - _offsets[consumer];

    /// <summary>A consumer's pieces, by their places in the producer's output before it was sorted.</summary>
    public IReadOnlyList<int> PiecesOf(int consumer) => _piecesOfConsumer[consumer];
}
