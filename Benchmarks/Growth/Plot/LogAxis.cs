using System.Globalization;

namespace ShuffleOrleans.Benchmarks.Growth.Plot;

/// <summary>The horizontal axis: every measured place has a tick, and equal factors are equally far apart.</summary>
internal sealed class LogAxis
{
    private const int Kibi = 1024;
    private const int Kilo = 1000;

    private readonly double _first;
    private readonly double _last;
    private readonly bool _isBinary;

    public LogAxis(IEnumerable<double> xs)
    {
        Ticks = [.. xs.Distinct().Order()];
        _first = Math.Log(Ticks[0]);
        _last = Math.Log(Ticks[^1]);
        _isBinary = Ticks.Any(x => x >= Kibi) && Ticks.All(x => x < Kibi || x % Kibi == 0);
    }

    public IReadOnlyList<double> Ticks { get; }

    /// <summary>From 0 at the left end to 1 at the right one.</summary>
    public double PlaceOf(double x) => _last > _first ? (Math.Log(x) - _first) / (_last - _first) : 0.5;

    public string Label(double x)
    {
        (int unit, string[] names) = _isBinary ? (Kibi, new[] { "", " Ki", " Mi" }) : (Kilo, new[] { "", ",000", ",000,000" });
        int power = 0;
        while (x >= unit && power < names.Length - 1 && x % unit == 0)
        {
            x /= unit;
            power++;
        }

        return x.ToString("0.##", CultureInfo.InvariantCulture) + names[power];
    }
}
