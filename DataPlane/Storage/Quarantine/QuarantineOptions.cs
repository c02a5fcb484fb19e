using System.ComponentModel.DataAnnotations;

namespace ShuffleOrleans.DataPlane.Storage.Quarantine;

/// <summary>How long, and how much of, what is damaged is kept for a person to look at.</summary>
public sealed class QuarantineOptions
{
    /// <summary>A damaged file is deleted after so long. Defaults to 24 h. It counts from the discovery, also over restarts.</summary>
    public TimeSpan Retention { get; set; } = TimeSpan.FromHours(24);

    /// <summary>The most bytes kept, 0 or more; beyond them the oldest file goes first. Defaults to 16 GiB.</summary>
    [Range(0, long.MaxValue)]
    public long MaxBytes { get; set; } = 16L * 1024 * 1024 * 1024;

    /// <summary>The most files kept, 0 to 1,000,000; beyond them the oldest goes first. Defaults to 1000.</summary>
    [Range(0, 1_000_000)]
    public int MaxFiles { get; set; } = 1000;

    /// <summary>
    /// Whether a damaged file stays when its partition is released, until the retention ends. Defaults to false: after a job ends nothing of it is left.
    /// </summary>
    public bool KeepsReleased { get; set; }
}
