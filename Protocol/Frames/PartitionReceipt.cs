using System.Text.Json.Serialization;

namespace ShuffleOrleans.Protocol.Frames;

/// <summary>
/// What a partition attempt holds, in numbers that writer, worker, control plane and reader compare. 32 bytes on the wire and in the file footer,
/// little-endian: regions 4, reserved 4 (zero), frames 8, payload bytes 8, digest 8.
/// </summary>
/// <param name="RegionCount">How many regions.</param>
/// <param name="FrameCount">How many frames.</param>
/// <param name="PayloadBytes">Sum of the payload lengths, as stored (after compression).</param>
/// <param name="Digest">Digest over all frame checksums in order (<see cref="Checksums.FrameDigest"/>). A string in JSON: readers whose numbers are doubles
/// would round it.</param>
public readonly record struct PartitionReceipt(
    int RegionCount,
    long FrameCount,
    long PayloadBytes,
    [property: JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)] ulong Digest)
{
    /// <summary>Bytes of the wire and file form: 4 + 4 + 8 + 8 + 8.</summary>
    public const int Length = 32;

    /// <summary>The most frames of a partition attempt, since a sequence number has 32 bits: 2^32.</summary>
    public const long MaxFrameCount = 1L << 32;

    /// <summary>Bytes of all frames, headers included.</summary>
    public long FrameBytes => PayloadBytes + (FrameCount * FrameHeader.Length);

    /// <summary>
    /// Whether there can be a partition of these counts: at least one frame a region, frames only in regions, payloads of 1 byte to the largest.
    /// </summary>
    [JsonIgnore]
    public bool IsPossible =>
        RegionCount >= 0
        && FrameCount >= RegionCount
        && (RegionCount > 0 || FrameCount == 0)
        && FrameTotals.ArePossible(FrameCount, PayloadBytes, 1, FrameHeader.MaxPayloadLength);

    /// <summary>
    /// What several shares hold together, in the order of their locations: sums, and a digest over the digests. One share alone is itself.
    /// </summary>
    /// <param name="shares">At least one.</param>
    public static PartitionReceipt Combine(IReadOnlyList<PartitionReceipt> shares)
    {
        ArgumentNullException.ThrowIfNull(shares);
        if (shares.Count == 1)
        {
            return shares[0];
        }

        PartitionReceipt sum = Empty;
        Checksums.FrameDigest digest = default;
        foreach (PartitionReceipt share in shares)
        {
            digest.Append((uint)share.Digest);
            digest.Append((uint)(share.Digest >> 32));
            sum = new(
                sum.RegionCount + share.RegionCount, sum.FrameCount + share.FrameCount, sum.PayloadBytes + share.PayloadBytes, digest.Value);
        }

        return sum;
    }

    /// <summary>The receipt of a partition without any frame.</summary>
    public static PartitionReceipt Empty => new(0, 0, 0, default(Checksums.FrameDigest).Value);
}
