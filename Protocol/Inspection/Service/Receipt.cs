using System.Globalization;
using ShuffleOrleans.Protocol.Frames;

namespace ShuffleOrleans.Protocol.Inspection.Service;

/// <summary>What a partition attempt, or a share of one, holds.</summary>
/// <param name="RegionCount">How many regions.</param>
/// <param name="FrameCount">How many frames.</param>
/// <param name="PayloadBytes">Sum of the payload lengths, as stored.</param>
/// <param name="Digest">Digest over all frame checksums, a decimal number as text: readers whose numbers are doubles would round it.</param>
public sealed record Receipt(int RegionCount, long FrameCount, long PayloadBytes, string Digest)
{
    /// <summary>The same for people and programs that read JSON.</summary>
    public static Receipt Of(PartitionReceipt receipt)
        => new(receipt.RegionCount, receipt.FrameCount, receipt.PayloadBytes, receipt.Digest.ToString(CultureInfo.InvariantCulture));
}
