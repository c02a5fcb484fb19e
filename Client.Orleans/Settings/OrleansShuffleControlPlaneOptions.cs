namespace ShuffleOrleans.Client.Orleans.Settings;

/// <summary>How the control plane of a cluster is called, and how its events are waited for.</summary>
public sealed class OrleansShuffleControlPlaneOptions
{
    /// <summary>How long one attempt of a call may take. Defaults to 10 s: a grain that is silent for longer counts as out of reach.</summary>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long a call is repeated after its first failure before the failure reaches the caller. Defaults to 30 s, longer than a cluster needs to notice the
    /// death of a silo; zero never repeats.
    /// </summary>
    public TimeSpan RetryFor { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Upper bound of the pause before the first repetition; it doubles with each further one. Defaults to 100 ms.</summary>
    public TimeSpan FirstPause { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Upper bound of every pause. Defaults to 5 s.</summary>
    public TimeSpan MaxPause { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long a waiting query listens to the stream before it asks the grain all the same. Defaults to 5 s: so late is an event
    /// that the stream lost. Shorter costs calls.
    /// </summary>
    public TimeSpan SafetyInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The most jobs whose streams are heard at a time. Defaults to 4096; queries of further ones rely on <see cref="SafetyInterval"/>.</summary>
    public int MaxSubscriptions { get; set; } = 4096;

    /// <summary>After how long without a query a job's stream is no longer listened to. Defaults to 2 min.</summary>
    public TimeSpan SubscriptionIdleTime { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long after a failure a stream is subscribed to again, by the next query. Defaults to 30 s.</summary>
    public TimeSpan SubscriptionRetryPause { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Reports every setting that makes no sense, at once.</summary>
    /// <exception cref="ArgumentException">At least one setting is wrong; the message names all that are.</exception>
    public void Validate()
    {
        string[] problems = [.. Problems()];
        if (problems.Length > 0)
        {
            throw new ArgumentException($"Control plane of a cluster: {string.Join(' ', problems)}");
        }
    }

    internal IEnumerable<string> Problems()
    {
        (string Name, TimeSpan Value)[] positive =
        [
            (nameof(CallTimeout), CallTimeout),
            (nameof(SafetyInterval), SafetyInterval),
            (nameof(SubscriptionIdleTime), SubscriptionIdleTime),
            (nameof(SubscriptionRetryPause), SubscriptionRetryPause),
        ];
        foreach ((string name, TimeSpan value) in positive.Where(time => time.Value <= TimeSpan.Zero || time.Value > TimeSpan.FromDays(1)))
        {
            yield return $"{name} is {value}; choose more than zero, up to a day.";
        }

        if (RetryFor < TimeSpan.Zero)
        {
            yield return $"{nameof(RetryFor)} is {RetryFor}; it must be zero or positive.";
        }

        if (FirstPause <= TimeSpan.Zero || MaxPause < FirstPause)
        {
            yield return $"{nameof(FirstPause)} is {FirstPause} and {nameof(MaxPause)} {MaxPause}; the first must be positive and not above the second.";
        }

        if (MaxSubscriptions < 0)
        {
            yield return $"{nameof(MaxSubscriptions)} is {MaxSubscriptions}; it must be zero or positive.";
        }
    }
}
