using System.Globalization;

namespace ShuffleOrleans.Benchmarks.Growth.Plot;

/// <summary>The vertical axis: from zero to a round number above the highest value, in round steps.</summary>
internal sealed class LinearAxis
{
    private const int Steps = 5;

    private static readonly double[] RoundSteps = [1, 2, 2.5, 5, 10];

    private readonly double _top;

    public LinearAxis(double highest)
    {
        double least = Math.Max(highest, double.Epsilon) / Steps;
        double power = Math.Pow(10, Math.Floor(Math.Log10(least)));
        double step = power * RoundSteps.First(round => round * power >= least * (1 - 1e-9));
        int count = Math.Max(1, (int)Math.Ceiling((highest / step) - 1e-9));
        Ticks = [.. Enumerable.Range(0, count + 1).Select(i => i * step)];
        _top = count * step;
    }

    public IReadOnlyList<double> Ticks { get; }

    /// <summary>From 0 at the bottom to 1 at the top.</summary>
    public double PlaceOf(double y) => y / _top;

    public static string Label(double y) => y.ToString("#,0.####", CultureInfo.InvariantCulture);
}
