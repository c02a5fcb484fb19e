namespace ShuffleOrleans.Client.ControlPlane;

/// <summary>
/// The pauses between the repetitions of calls: exponential, bounded, with full jitter between half and the whole of the bound, so that clients that failed
/// together do not return together. No clock, no I/O; any thread.
/// </summary>
/// <param name="firstDelay">Upper bound of the first pause; it doubles each time.</param>
/// <param name="maxDelay">Upper bound of every pause.</param>
/// <param name="random">The source of jitter; used under a lock.</param>
public sealed class RetrySchedule(TimeSpan firstDelay, TimeSpan maxDelay, Random random)
{
    private const int MaxDoublings = 30;
    private readonly Lock _lock = new();

    /// <summary>The pause after failure number <paramref name="failureCount"/>, from 1, in whole milliseconds. At least what the service asked for.</summary>
    public TimeSpan DelayAfter(int failureCount, TimeSpan? retryAfter)
    {
        double bound = Math.Min(maxDelay.TotalMilliseconds, firstDelay.TotalMilliseconds * Math.Pow(2, Math.Min(failureCount - 1, MaxDoublings)));
        TimeSpan delay = TimeSpan.FromMilliseconds(Math.Ceiling(bound * (0.5 + (0.5 * NextDouble()))));
        return retryAfter is { } asked && asked > delay ? asked : delay;
    }

    private double NextDouble()
    {
        lock (_lock)
        {
            return random.NextDouble();
        }
    }
}
