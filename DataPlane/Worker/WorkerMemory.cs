using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Server;

namespace ShuffleOrleans.DataPlane.Worker;

/// <summary>
/// The worker's memory budget as a sum of its users:
/// <code>
///   MaxConnections    x 2 buffers   receive staging and send scratch of each connection
/// + MaxWriteChannels  x 2 buffers   one fills while the other is on its way to the disk, so every writer moves on
/// + the rest                        floats: lent to writers with a backlog, first come first served, given back when others wait;
///                                   up to Memory:MaxKeptBytes of it holds partitions kept in memory, which go to files when others wait;
///                                   up to an eighth of it holds stretches for reduce partitions that wait to be written together
/// = Memory:BudgetBytes
/// </code>
/// Reading needs none of it: files and kept partitions are sent from where they are.
/// </summary>
internal static class WorkerMemory
{
    private const int BuffersPerConnection = 2;

    // Of what floats, where the options do not say: writers that stream need most of it.
    private const int DefaultKeptShare = 4;

    // Of what floats, for stretches that wait for neighbours: with 512 MiB and the usual guarantees a buffer each for 500 subpartitions.
    private const int AppendShare = 8;

    /// <summary>What the two guarantees take, in buffers.</summary>
    public static int GuaranteedBuffers(DataServerOptions options, int bufferBytes) => (int)(GuaranteedBytes(options, bufferBytes) / bufferBytes);

    /// <summary>What the two guarantees take.</summary>
    public static long GuaranteedBytes(DataServerOptions options, int bufferBytes) =>
        ChannelOpener.GuaranteedBytes(options, bufferBytes) + ((long)options.MaxConnections * BuffersPerConnection * bufferBytes);

    /// <summary>The most buffers that hold partitions kept in memory.</summary>
    public static int KeptBuffers(MemoryLedgerOptions options, MemoryLedger ledger) => options.MaxKeptBytes is long bytes
        ? (int)Math.Min(ledger.FloatingLimit, bytes / ledger.BufferBytes)
        : ledger.FloatingLimit / DefaultKeptShare;

    /// <summary>The most buffers in which stretches for reduce partitions wait for others.</summary>
    public static int AppendBuffers(MemoryLedger ledger) => ledger.FloatingLimit / AppendShare;
}
