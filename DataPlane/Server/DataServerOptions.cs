using System.ComponentModel.DataAnnotations;

namespace ShuffleOrleans.DataPlane.Server;

/// <summary>Limits and timings of a worker's data server.</summary>
public sealed class DataServerOptions
{
    /// <summary>
    /// The most connections at once, 1 to 100,000. Defaults to 1000. One more is told <c>TooManyConnections</c> and closed. Each takes two buffers of the
    /// ledger, so this number times two buffers must fit the budget too.
    /// </summary>
    [Range(1, 100_000)]
    public int MaxConnections { get; set; } = 1000;

    /// <summary>
    /// The most partitions written at once by all connections together, 1 to 1,000,000. Defaults to 1024. Each is promised two buffers of the ledger, so this
    /// number times two buffers must fit the budget.
    /// One more is refused with <c>TooManyChannels</c>.
    /// </summary>
    [Range(1, 1_000_000)]
    public int MaxWriteChannels { get; set; } = 1024;

    /// <summary>The most channels open on one connection, 1 to 1,000,000. Defaults to 100,000. A read channel takes no ledger memory.</summary>
    [Range(1, 1_000_000)]
    public int MaxChannelsPerConnection { get; set; } = 100_000;

    /// <summary>
    /// The most ranges read at once by all connections together, 1 to 10,000,000. Defaults to 200,000. One more is refused with <c>TooManyChannels</c>.
    /// </summary>
    [Range(1, 10_000_000)]
    public int MaxReadChannels { get; set; } = 200_000;

    /// <summary>
    /// How long a channel may move no byte and get no credit before it is ended with <c>ChannelIdle</c>. Defaults to 1 hour, at least 1 s; a task that computes
    /// longer than that between two buffers needs more. Infinite (-1 ms) leaves idle channels alone; dead clients are found by the keepalive in any case.
    /// </summary>
    public TimeSpan MaxChannelIdleTime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>
    /// The most memory of the ledger one write channel may hold, in bytes. Defaults to 4 MiB. More lets one fast writer run further ahead of the disk.
    /// </summary>
    [Range(64 * 1024, 1L << 30)]
    public long MaxWindowBytes { get; set; } = 4L * 1024 * 1024;

    /// <summary>
    /// So many received bytes of a partition are written to its file in one go. Defaults to 512 KiB; fewer are written when the writer would otherwise wait.
    /// </summary>
    [Range(4 * 1024, 16 * 1024 * 1024)]
    public int FlushBytes { get; set; } = 512 * 1024;

    /// <summary>How long a connection may take to say hello. Defaults to 10 s.</summary>
    public TimeSpan HandshakeTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// A side that has sent nothing for this long sends a ping; after three such times of silence a connection is given up. Defaults to 10 s.
    /// </summary>
    public TimeSpan KeepAliveInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a stopping worker lets open channels finish before it cuts them off. Defaults to 10 s.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(10);
}
