using System.Collections.Concurrent;
using System.Diagnostics;

namespace ShuffleOrleans.Benchmarks.Control.Times;

/// <summary>How long calls took. Safe for several threads.</summary>
internal sealed class CallTimes
{
    private readonly ConcurrentBag<double> _milliseconds = [];
    private long _started;

    public void Start() => _started = Stopwatch.GetTimestamp();

    public async Task TakeAsync(Func<Task> call)
    {
        long started = Stopwatch.GetTimestamp();
        await call();
        _milliseconds.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }

    public CallMeasurement Finish()
    {
        double seconds = Stopwatch.GetElapsedTime(_started).TotalSeconds;
        double[] sorted = [.. _milliseconds.Order()];
        return new CallMeasurement(sorted.Length / seconds, At(sorted, 0.5), At(sorted, 0.99), sorted[^1], seconds);
    }

    private static double At(double[] sorted, double share) => sorted[(int)Math.Ceiling(share * sorted.Length) - 1];
}
