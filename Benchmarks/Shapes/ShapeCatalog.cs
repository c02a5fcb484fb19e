namespace ShuffleOrleans.Benchmarks.Shapes;

/// <summary>The shapes that are measured, with their default bytes.</summary>
internal static class ShapeCatalog
{
    private const int Kibibyte = 1024;
    private const long Mebibyte = 1024 * 1024;
    private const int LargePiece = 256 * Kibibyte;
    private const int SmallPiece = 8 * Kibibyte;

    public static IReadOnlyList<ShuffleShape> All { get; } =
    [
        Bulk("a-bulk", 1024 * Mebibyte),
        Small("b-small-map"),
        Small("b-small-reduce") with { IsReduce = true },
        Bulk("c-skewed", 1024 * Mebibyte) with { IsSkewed = true },
        Bulk("d-beyond-memory", 2048 * Mebibyte) with { ServerMemoryBytes = 256 * Mebibyte },
        Bulk("e-text", 512 * Mebibyte) with { IsText = true },
    ];

    private static ShuffleShape Bulk(string name, long bytes) =>
        new() { Name = name, Producers = 8, Consumers = 8, TotalBytes = bytes, PieceBytes = LargePiece };

    private static ShuffleShape Small(string name) =>
        new() { Name = name, Producers = 200, Consumers = 200, TotalBytes = 200L * 200 * SmallPiece, PieceBytes = SmallPiece };
}
