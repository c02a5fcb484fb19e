namespace ShuffleOrleans.DataPlane.Inspection;

/// <summary>
/// Divides a window of numbers into contiguous bins, as equal as possible: item <c>i</c> of <c>w</c> is in bin <c>i * n / w</c>, rounded down.
/// </summary>
/// <param name="First">The first number.</param>
/// <param name="Width">How many numbers, at least 1.</param>
/// <param name="Count">How many bins, 1 to <paramref name="Width"/>.</param>
internal readonly record struct EvenBins(int First, int Width, int Count)
{
    public bool Contains(int number) => number >= First && number - First < Width;

    /// <summary>The bin of a number in the window.</summary>
    public int BinOf(int number) => (int)((long)(number - First) * Count / Width);

    /// <summary>How many numbers a bin has.</summary>
    public int WidthOf(int bin) => StartOf(bin + 1) - StartOf(bin);

    /// <summary>How many numbers of a bin are below a limit.</summary>
    public int WidthBelow(int bin, int limit) =>
        (int)Math.Clamp((long)limit - First - StartOf(bin), 0, WidthOf(bin));

    // Of the window's items: the first one that BinOf puts there.
    private int StartOf(int bin) => (int)((((long)bin * Width) + Count - 1) / Count);
}
