using System.ComponentModel.DataAnnotations;

namespace ShuffleOrleans.DataPlane.Memory;

/// <summary>The memory budget for everything that holds payload.</summary>
public sealed class MemoryLedgerOptions
{
    /// <summary>
    /// The whole budget in bytes; 16 MiB or more. Defaults to 512 MiB. It is native memory, taken slab by slab as it is needed and kept until the end.
    /// </summary>
    [Range(16L * 1024 * 1024, 1L << 40)]
    public long BudgetBytes { get; set; } = 512L * 1024 * 1024;

    /// <summary>
    /// Size of one buffer in bytes, a power of two from 64 KiB to 1 MiB. Defaults to 64 KiB. A frame with its header is never longer than one buffer; larger
    /// buffers mean fewer system calls and more memory
    /// for every open channel.
    /// </summary>
    [Range(64 * 1024, 1024 * 1024)]
    public int BufferBytes { get; set; } = 64 * 1024;

    /// <summary>
    /// Whether the whole budget is taken and touched at the start, so that no transfer pays for the first use of a page: about 0.4 s of processor time per
    /// gigabyte. Defaults to false: a process that needs less never takes it.
    /// </summary>
    public bool TouchAtStart { get; set; }

    /// <summary>
    /// Whether the system is asked to back the memory by huge pages, where it has them for who asks (Linux: <c>transparent_hugepage/enabled</c> is
    /// <c>madvise</c> or <c>always</c>). Defaults to true: copying costs about a tenth less. False where each first use must be short: to make a huge page, a
    /// system whose memory is full or in pieces may have to move others.
    /// </summary>
    public bool HugePages { get; set; } = true;

    /// <summary>
    /// On a worker: the most of the budget that holds partitions of jobs with memory durability, in bytes. Beyond it, and whenever writers wait for memory, the
    /// longest unused partitions are moved to files. Defaults to null, a quarter of what is promised to nobody; 0 keeps none: such partitions are written to
    /// files at once.
    /// </summary>
    [Range(0, 1L << 40)]
    public long? MaxKeptBytes { get; set; }
}
