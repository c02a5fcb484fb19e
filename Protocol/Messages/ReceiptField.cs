using ShuffleOrleans.Protocol.Frames;

namespace ShuffleOrleans.Protocol.Messages;

/// <summary>The wire form of a <see cref="PartitionReceipt"/>, the same in messages and in the file footer.</summary>
public static class ReceiptField
{
    /// <summary>Writes <see cref="PartitionReceipt.Length"/> bytes.</summary>
    public static void Write(ref WireWriter writer, PartitionReceipt receipt)
    {
        writer.Int32(receipt.RegionCount);
        writer.Int32(0);
        writer.Int64(receipt.FrameCount);
        writer.Int64(receipt.PayloadBytes);
        writer.UInt64(receipt.Digest);
    }

    /// <summary>Reads <see cref="PartitionReceipt.Length"/> bytes; <paramref name="sane"/> says whether the counts are possible.</summary>
    public static PartitionReceipt Read(ref WireReader reader, out bool sane)
    {
        int regions = reader.Int32();
        int reserved = reader.Int32();
        PartitionReceipt receipt = new(regions, reader.Int64(), reader.Int64(), reader.UInt64());
        sane = reserved == 0 && receipt.IsPossible;
        return receipt;
    }
}
