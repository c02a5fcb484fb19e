namespace ShuffleOrleans.Benchmarks.Shuffle;

/// <summary>
/// Says when processes are warm: when small exchanges have stopped getting cheaper, in processor time, which a busy machine does not stretch as it does the
/// clock. Until the runtime has compiled its hot methods for the last time, an exchange costs several times what it costs later.
/// </summary>
/// <param name="most">Exchanges after which it is over in any case.</param>
internal sealed class WarmUp(int most)
{
    private const int Least = 4;

    // This much less than the best so far is still a gain; so many exchanges without one are the end.
    private const double Gain = 0.9;
    private const int Patience = 3;

    private double _best = double.PositiveInfinity;
    private int _count;
    private int _withoutGain;

    public bool IsOver => _count >= most || (_count >= Least && _withoutGain >= Patience);

    /// <summary>An exchange has ended.</summary>
    /// <param name="cpuSeconds">What it cost.</param>
    public void Add(double cpuSeconds)
    {
        _count++;
        _withoutGain = cpuSeconds < _best * Gain ? 0 : _withoutGain + 1;
        _best = Math.Min(_best, cpuSeconds);
    }
}
