using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Cli.Load;

/// <summary>How much is written and read.</summary>
/// <param name="TotalBytes">By all producers together.</param>
/// <param name="Producers">Partitions, written at the same time.</param>
/// <param name="Consumers">Subpartitions, read at the same time.</param>
/// <param name="Kind">Map partitions or reduce partitions.</param>
internal sealed record BenchPlan(long TotalBytes, int Producers, int Consumers, DataPartitionKind Kind)
{
    /// <summary>What a producer hands over at a time.</summary>
    public const int PieceBytes = 64 * 1024;

    /// <summary>Pieces of one producer, at least one for each consumer, so that no gate stays empty.</summary>
    public int PiecesEach => (int)Math.Max(Consumers, TotalBytes / PieceBytes / Producers);

    /// <summary>What is written in fact.</summary>
    public long PlannedBytes => (long)PiecesEach * Producers * PieceBytes;
}
