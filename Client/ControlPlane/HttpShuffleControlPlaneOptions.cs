namespace ShuffleOrleans.Client.ControlPlane;

/// <summary>How <see cref="HttpShuffleControlPlane"/> waits and repeats.</summary>
public sealed class HttpShuffleControlPlaneOptions
{
    /// <summary>
    /// How long one attempt of a call may take; a long poll gets its waiting time on top. Defaults to 10 s: a service that is silent for longer counts as
    /// unreachable.
    /// </summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a call is repeated after its first failure before the failure reaches the caller. Defaults to 30 s; zero never repeats.</summary>
    public TimeSpan TotalRetryTime { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Upper bound of the pause before the first repetition; it doubles with each further one. Defaults to 100 ms.</summary>
    public TimeSpan FirstRetryDelay { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Upper bound of every pause. Defaults to 5 s.</summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The token that the service asks for (its <c>Shuffle:Gateway:ReadToken</c>); null where it asks for none, the default. Goes with every call, so only over
    /// a network that is trusted, or TLS. Printable ASCII without spaces.
    /// </summary>
    public string? Token { get; set; }

    /// <summary>Reports every setting that makes no sense, at once.</summary>
    /// <exception cref="ArgumentException">At least one setting is wrong; the message names all that are.</exception>
    public void Validate()
    {
        List<string> problems = [];
        if (AttemptTimeout <= TimeSpan.Zero)
        {
            problems.Add($"AttemptTimeout is {AttemptTimeout}; it must be positive.");
        }

        if (TotalRetryTime < TimeSpan.Zero)
        {
            problems.Add($"TotalRetryTime is {TotalRetryTime}; it must be zero or positive.");
        }

        if (FirstRetryDelay <= TimeSpan.Zero || MaxRetryDelay < FirstRetryDelay)
        {
            problems.Add($"FirstRetryDelay is {FirstRetryDelay} and MaxRetryDelay {MaxRetryDelay}; the first must be positive and not above the second.");
        }

        if (Token is { } token && (token.Length == 0 || token.Any(letter => letter is <= ' ' or > '~')))
        {
            // Not what it is: problems end up in logs.
            problems.Add("Token must be printable ASCII characters without spaces, or null.");
        }

        if (problems.Count > 0)
        {
            throw new ArgumentException($"HTTP control plane: {string.Join(' ', problems)}");
        }
    }
}
