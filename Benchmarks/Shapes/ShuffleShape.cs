namespace ShuffleOrleans.Benchmarks.Shapes;

/// <summary>What one exchange looks like: who writes how much to whom, in what pieces. Crosses to the client processes as JSON.</summary>
public sealed record ShuffleShape
{
    /// <summary>Its name in reports: <c>a-bulk</c> and so on.</summary>
    public required string Name { get; init; }

    /// <summary>Map tasks.</summary>
    public required int Producers { get; init; }

    /// <summary>Reduce tasks.</summary>
    public required int Consumers { get; init; }

    /// <summary>Bytes of the whole exchange, before compression.</summary>
    public required long TotalBytes { get; init; }

    /// <summary>Bytes that a producer hands over at once, all for one consumer. A producer takes the consumers in turn.</summary>
    public required int PieceBytes { get; init; }

    /// <summary>One consumer, the first, gets half of everything.</summary>
    public bool IsSkewed { get; init; }

    /// <summary>Text that compresses, instead of random bytes; a system that can compress does.</summary>
    public bool IsText { get; init; }

    /// <summary>For a system that knows both: one file for each consumer instead of one for each producer.</summary>
    public bool IsReduce { get; init; }

    /// <summary>For a system with a memory budget: how much it gets, in bytes; null for its default.</summary>
    public long? ServerMemoryBytes { get; init; }

    /// <summary>For our service: the size of a memory buffer on both ends, which is the longest frame, in bytes; null for its default.</summary>
    public int? BufferBytes { get; init; }

    /// <summary>For our service: the memory of each writer, in bytes; null for its default.</summary>
    public long? WriterMemoryBytes { get; init; }

    /// <summary>How many pieces each producer writes.</summary>
    public int PiecesPerProducer => (int)(TotalBytes / Producers / PieceBytes);

    /// <summary>Bytes that are really written: whole pieces of every producer.</summary>
    public long Bytes => (long)Producers * PiecesPerProducer * PieceBytes;

    /// <summary>Whose a piece is.</summary>
    /// <param name="piece">Its place in its producer's output.</param>
    public int ConsumerOf(int piece) => !IsSkewed ? piece % Consumers : piece % 2 == 0 ? 0 : 1 + (piece / 2 % (Consumers - 1));

    /// <summary>Bytes that one consumer gets from one producer.</summary>
    public long BytesFor(int consumer) => (long)Enumerable.Range(0, PiecesPerProducer).Count(piece => ConsumerOf(piece) == consumer) * PieceBytes;
}
