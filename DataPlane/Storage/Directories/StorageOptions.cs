using System.ComponentModel.DataAnnotations;
using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.DataPlane.Storage.Directories;

/// <summary>Where and how a worker keeps partitions.</summary>
public sealed class StorageOptions
{
    /// <summary>
    /// The data directories, comma-separated, each with an optional label of its disk's kind: <c>[SSD]/a,[HDD]/b,/c</c>. Without a label HDD. They must exist
    /// and be writable. Required.
    /// </summary>
    [Required(ErrorMessage = "DataDirectories is missing: name at least one existing directory, for instance [SSD]/var/lib/shuffle.")]
    public string DataDirectories { get; set; } = "";

    /// <summary>The kind of disk to fill first. Defaults to SSD; the other kind is used when no disk of this kind has room.</summary>
    public DiskKind PreferredDiskKind { get; set; } = DiskKind.Ssd;

    /// <summary>Free bytes that a disk keeps: with less, it takes no new partitions. Defaults to 1 GiB.</summary>
    [Range(0, long.MaxValue)]
    public long MinReservedBytes { get; set; } = 1024L * 1024 * 1024;

    /// <summary>
    /// The most bytes of partitions that a data directory may hold, 1 or more. Defaults to no limit. Beyond it, a directory takes no new partitions until
    /// others are released; partitions that are being written go on. Holds for each directory by itself: set it where others use the same disks.
    /// </summary>
    [Range(1, long.MaxValue)]
    public long MaxUsableBytes { get; set; } = long.MaxValue;

    /// <summary>
    /// How often each data directory is checked with a small file, and how soon a check must have come back, 1 s to 1 h. Defaults to 10 s. Shorter finds a
    /// failing disk earlier and costs a sync each time; longer also makes healing take longer.
    /// </summary>
    public TimeSpan HealthCheckInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// A check that takes longer is slow, and so is one while other operations took longer on average, 1 ms to <see cref="HealthCheckInterval"/>. Defaults to
    /// 2 s. Lower takes busy disks for slow ones; with a single disk that changes nothing.
    /// </summary>
    public TimeSpan SlowDiskThreshold { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// So many slow checks in a row make a disk slow, so many that do not come back make it failed, 1 to 100. Defaults to 3: half a minute. A single error
    /// makes it failed at once.
    /// </summary>
    [Range(1, 100)]
    public int BadHealthChecks { get; set; } = 3;

    /// <summary>
    /// So many good checks in a row heal a slow or failed disk, 1 to 100. Defaults to 3. Fewer let a disk that comes and goes fail more writes.
    /// </summary>
    [Range(1, 100)]
    public int GoodHealthChecks { get; set; } = 3;

    /// <summary>
    /// The most pieces of work that may wait for the I/O threads of a data directory when one more read is to be opened, 16 to 10,000,000. Defaults to
    /// 100,000. Beyond it the open is refused with <c>TooManyChannels</c> and its client tries again; writes, releases and checks are never refused. Each
    /// piece that waits takes some 100 bytes.
    /// </summary>
    [Range(16, 10_000_000)]
    public int MaxQueuedWorkPerDirectory { get; set; } = 100_000;

    /// <summary>
    /// Threads for the I/O of each data directory, 1 to 64. Defaults to 2. They block in system calls, so more of them keep a disk with deep queues busy.
    /// </summary>
    [Range(1, 64)]
    public int IoThreadsPerDirectory { get; set; } = 2;

    /// <summary>
    /// Partitions that nobody reads at the moment but whose file and index stay open for the next reader, 0 to 100,000. Defaults to 256. Each takes a file
    /// handle and 8 bytes of heap for each of its frames.
    /// </summary>
    [Range(0, 100_000)]
    public int MaxIdleOpenPartitions { get; set; } = 256;

    /// <summary>
    /// Files of reduce partitions that nobody writes or reads at the moment but that stay open for the next producer or reader, 0 to 1,000,000. Defaults to
    /// 4,096. Each takes a file handle. With fewer than a data set has subpartitions, each producer opens and closes all of its files anew.
    /// </summary>
    [Range(0, 1_000_000)]
    public int MaxIdleReduceFiles { get; set; } = 4096;

    /// <summary>
    /// The longest that the commit of a producer's share of reduce partitions waits for other producers of the same data set that are just sending, so that one
    /// write takes the bytes of all of them to each file, 0 to 1 s. Defaults to 10 ms; 0 never waits. Shorter makes small outputs of many producers cost more
    /// processor time; longer makes each of them wait for the slowest.
    /// </summary>
    public TimeSpan MaxCommitWait { get; set; } = TimeSpan.FromMilliseconds(10);

    /// <summary>
    /// The most files of partitions that are open at once in all data directories, 1 to 10,000,000. Defaults to 16,384. One for each partition that is written
    /// or read, one for each subpartition of a data set with reduce partitions that somebody writes or reads, and the idle ones of
    /// <see cref="MaxIdleOpenPartitions"/> and <see cref="MaxIdleReduceFiles"/>, which give way to others. One more is refused with <c>TooManyOpenFiles</c> and has to be tried again. Keep it, and
    /// the connections, below the system's limit for the process; with a limit below what runs at once, writers and readers fail and come again.
    /// </summary>
    [Range(1, 10_000_000)]
    public int MaxOpenFiles { get; set; } = 16_384;

    /// <summary>
    /// The most pieces that all readers of reduce partitions hold in their lists together, 1 to 1,000,000,000. Defaults to 2^22. A piece is what one producer
    /// wrote to one subpartition in one go; each takes some 70 bytes of heap while a reader has it open. One more is refused with <c>TooManyChannels</c> and has
    /// to be tried again: it must be above what one reader needs.
    /// </summary>
    [Range(1, 1_000_000_000)]
    public long MaxOpenPieces { get; set; } = 1 << 22;

    /// <summary>
    /// The most frames of a partition, 1 to 2^25. Defaults to 2^22, 256 GiB in frames of 64 KiB. While a partition is written or read, each of its frames takes
    /// 8 bytes of heap: this bounds them.
    /// </summary>
    [Range(1, 1 << 25)]
    public int MaxFramesPerPartition { get; set; } = 1 << 22;

    /// <summary>The most regions of a partition, 1 to 2^24. Defaults to 2^20.</summary>
    [Range(1, 1 << 24)]
    public int MaxRegionsPerPartition { get; set; } = 1 << 20;

    /// <summary>The same settings with other data directories.</summary>
    internal StorageOptions WithDataDirectories(string dataDirectories)
    {
        var copy = (StorageOptions)MemberwiseClone();
        copy.DataDirectories = dataDirectories;
        return copy;
    }
}
