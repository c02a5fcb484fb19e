namespace ShuffleOrleans.Benchmarks.Shuffle;

/// <summary>
/// Says when processes are warm: when small exchanges have the runtimes compile next to nothing any more. Until they have compiled their hot methods for the
/// last time, an exchange costs several times what it costs later; on a busy machine that takes long, so neither a time nor a number of exchanges would do.
/// </summary>
/// <param name="most">Exchanges after which it is over in any case.</param>
internal sealed class WarmUp(int most)
{
    private const int QuietInARow = 3;
    private const int QuietMethods = 10;

    private int _count;
    private int _quiet;

    public bool IsOver => _count >= most || _quiet >= QuietInARow;

    /// <summary>An exchange has ended.</summary>
    /// <param name="compiledMethods">How many methods all processes compiled in it.</param>
    public void Add(long compiledMethods)
    {
        _count++;
        _quiet = compiledMethods <= QuietMethods ? _quiet + 1 : 0;
    }
}
