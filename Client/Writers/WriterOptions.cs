using System.ComponentModel.DataAnnotations;

namespace ShuffleOrleans.Client.Writers;

/// <summary>How result partitions are written.</summary>
public sealed class WriterOptions
{
    /// <summary>
    /// Memory of one writer in bytes, 1 MiB to 1 GiB. Defaults to 32 MiB. Half of it collects the next region while the other half is on its way; larger
    /// regions mean longer stretches for each reader.
    /// </summary>
    [Range(1024L * 1024, 1L << 30)]
    public long MemoryPerPartitionBytes { get; set; } = 32L * 1024 * 1024;
}
