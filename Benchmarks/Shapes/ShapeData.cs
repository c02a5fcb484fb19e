namespace ShuffleOrleans.Benchmarks.Shapes;

/// <summary>
/// The bytes of an exchange, made before the clock starts: one block that all pieces are cut from, so that memory and caches see what a task's own output looks like without the cost
/// of making it. Random bytes, or text of the kind that LZ4 about halves. Immutable; shared by all producers of a client.
/// </summary>
public sealed class ShapeData
{
    // Larger than the processor's caches are likely to be, so that pieces come from memory.
    private const int MaxBlockBytes = 64 * 1024 * 1024;

    private readonly byte[] _block;
    private readonly int _pieceBytes;

    /// <summary>Makes the bytes.</summary>
    /// <param name="shape">Of what kind.</param>
    /// <param name="seed">The same seed gives the same bytes.</param>
    public ShapeData(ShuffleShape shape, int seed)
    {
        _pieceBytes = shape.PieceBytes;
        _block = GC.AllocateUninitializedArray<byte>((int)Math.Min(MaxBlockBytes, shape.Bytes), pinned: true);
        Random random = new(seed);
        if (shape.IsText)
        {
            TextRows.Fill(_block, random);
        }
        else
        {
            random.NextBytes(_block);
        }
    }

    /// <summary>The bytes of one piece.</summary>
    public ReadOnlyMemory<byte> Piece(int producer, int piece)
    {
        int pieces = _block.Length / _pieceBytes;
        int place = (int)(((long)producer * 7919) + piece) % pieces;
        return _block.AsMemory(place * _pieceBytes, _pieceBytes);
    }
}
