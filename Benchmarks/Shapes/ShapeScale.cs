namespace ShuffleOrleans.Benchmarks.Shapes;

/// <summary>
/// Makes a shape smaller or larger without changing what it is about: pieces keep their size. Where a producer has many pieces for each consumer, it gets
/// fewer or more, but one for each at least; where it has about one, there are fewer or more producers and consumers.
/// </summary>
internal static class ShapeScale
{
    private const int LeastTasks = 2;

    // A producer of a skewed shape goes round after twice the consumers.
    private const int ManyPieces = 4;

    public static ShuffleShape Of(ShuffleShape shape, double factor)
    {
        bool many = shape.PiecesPerProducer >= ManyPieces * shape.Consumers;
        if (many)
        {
            return WithPieces(shape, Math.Max(shape.Consumers, Rounded(shape.PiecesPerProducer * factor)));
        }

        double side = Math.Sqrt(factor);
        ShuffleShape resized = shape with
        {
            Producers = Math.Max(LeastTasks, Rounded(shape.Producers * side)),
            Consumers = Math.Max(LeastTasks, Rounded(shape.Consumers * side)),
        };
        return WithPieces(resized, Math.Max(1, shape.PiecesPerProducer / shape.Consumers) * resized.Consumers);
    }

    private static ShuffleShape WithPieces(ShuffleShape shape, int pieces) => shape with { TotalBytes = (long)shape.Producers * pieces * shape.PieceBytes };

    private static int Rounded(double number) => (int)Math.Round(number, MidpointRounding.AwayFromZero);
}
