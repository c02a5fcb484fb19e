using System.ComponentModel.DataAnnotations;

namespace ShuffleOrleans.Client.Connections;

/// <summary>How an executor connects to workers.</summary>
public sealed class ConnectionOptions
{
    /// <summary>How long one attempt to connect and be greeted may take. Defaults to 10 s.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a connection that cannot be made, or is lost, is tried again before the error goes to the engine, 0 to 100. Defaults to 8:
    /// about 16 s in all, enough for a worker to be restarted.</summary>
    [Range(0, 100)]
    public int MaxRetries { get; set; } = 8;

    /// <summary>The pause before the first of these attempts; each further one waits twice as long, up to 5 s. Defaults to 100 ms.</summary>
    public TimeSpan FirstRetryPause { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a connection without channels is kept for the next one. Defaults to 30 s.</summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The pause before retry number <paramref name="retry"/>, from 0.</summary>
    internal TimeSpan PauseBefore(int retry) =>
        TimeSpan.FromTicks(Math.Min(FirstRetryPause.Ticks << Math.Min(retry, 10), TimeSpan.FromSeconds(5).Ticks));
}
