namespace ShuffleOrleans.Client.Orleans.Streams;

/// <summary>The bell of a job, with what its owner <see cref="JobBells"/> notes about it under its lock.</summary>
internal sealed class JobBell(JobId job, StreamBell bell)
{
    public JobId Job => job;

    public StreamBell Bell => bell;

    public int UserCount { get; set; }

    public long LastUsed { get; set; }

    public bool JobHasEnded { get; set; }
}
