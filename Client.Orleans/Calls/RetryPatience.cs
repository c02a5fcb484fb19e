using ShuffleOrleans.Client.ControlPlane;

namespace ShuffleOrleans.Client.Orleans.Calls;

/// <summary>How long one call has been failing, and whether it may be tried once more. One for each call; not for several threads.</summary>
internal sealed class RetryPatience(TimeSpan retryFor, RetrySchedule schedule, TimeProvider time)
{
    private long? _firstFailure;

    public int FailureCount { get; private set; }

    /// <summary>Counts a failure.</summary>
    /// <param name="error">The failure.</param>
    /// <param name="pause">How long to wait before the next attempt.</param>
    /// <returns>False if the failure is no passing one, or the time is over.</returns>
    public bool Allows(ShuffleException error, out TimeSpan pause)
    {
        _firstFailure ??= time.GetTimestamp();
        pause = schedule.DelayAfter(++FailureCount, null);
        return error.IsTransient && time.GetElapsedTime(_firstFailure.Value) + pause <= retryFor;
    }
}
