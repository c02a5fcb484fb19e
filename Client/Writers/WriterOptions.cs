using System.ComponentModel.DataAnnotations;

namespace ShuffleOrleans.Client.Writers;

/// <summary>How result partitions are written.</summary>
public sealed class WriterOptions
{
    /// <summary>
    /// Memory of one writer in bytes, 1 MiB to 1 GiB. Defaults to 32 MiB. It is a limit: at most half of it collects the next region, the rest is on
    /// its way.
    /// </summary>
    [Range(1024L * 1024, 1L << 30)]
    public long MemoryPerPartitionBytes { get; set; } = 32L * 1024 * 1024;

    /// <summary>
    /// How much of each subpartition a region should collect before it is sent, in bytes, 64 KiB to 256 MiB, as far as the memory reaches. Defaults to 512 KiB.
    /// More means longer stretches for each reader; less means that data is sent while the processor's cache still holds it.
    /// </summary>
    [Range(64L * 1024, 256L * 1024 * 1024)]
    public long StretchBytes { get; set; } = 512L * 1024;
}
