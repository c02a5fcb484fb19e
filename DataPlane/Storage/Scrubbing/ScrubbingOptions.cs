using System.ComponentModel.DataAnnotations;

namespace ShuffleOrleans.DataPlane.Storage.Scrubbing;

/// <summary>How stored partitions are checked while nobody asks for them.</summary>
public sealed class ScrubbingOptions
{
    /// <summary>The lowest rate, in bytes per second.</summary>
    public const long MinBytesPerSecond = 64 * 1024;

    /// <summary>
    /// Bytes that are read for it in a second, for each data directory; 64 KiB or more, 0 for no scrubbing. Defaults to 16 MiB. It bounds what scrubbing takes
    /// from a disk; a disk with more than this times the interval is not checked whole within the interval.
    /// </summary>
    [Range(0, 1L << 40)]
    public long BytesPerSecond { get; set; } = 16L * 1024 * 1024;

    /// <summary>Each partition is checked once in so long, the one whose last check is longest ago first. Defaults to 24 h.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How long after its start a worker begins to scrub. Defaults to 1 min: its jobs come first.</summary>
    public TimeSpan InitialDelay { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long scrubbing waits at most while other work is queued for the disk. Defaults to 1 s; then it does one piece and waits again.
    /// </summary>
    public TimeSpan MaxYield { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The most checks on demand that wait in one data directory, 1 to 10,000. Defaults to 64; one more is answered <c>Busy</c>.</summary>
    [Range(1, 10_000)]
    public int MaxQueuedChecks { get; set; } = 64;
}
