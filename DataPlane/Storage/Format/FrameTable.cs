using System.Buffers.Binary;
using ShuffleOrleans.Protocol.Checksums;
using ShuffleOrleans.Protocol.Frames;

namespace ShuffleOrleans.DataPlane.Storage.Format;

/// <summary>The last part of every index: for each frame its length with header (4) and its CRC-32C (4), little-endian, in sequence order.</summary>
internal static class FrameTable
{
    /// <summary>Bytes for each frame.</summary>
    public const int EntryLength = 4 + 4;

    public static void Write(FrameEntry[] frames, Span<byte> destination)
    {
        foreach (FrameEntry frame in frames)
        {
            BinaryPrimitives.WriteInt32LittleEndian(destination, frame.Length);
            BinaryPrimitives.WriteUInt32LittleEndian(destination[4..], frame.Checksum);
            destination = destination[EntryLength..];
        }
    }

    /// <summary>Fills the frames from exactly as many entries; false for a length that no frame has.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, FrameEntry[] frames)
    {
        for (int i = 0; i < frames.Length; i++)
        {
            ReadOnlySpan<byte> entry = source.Slice(i * EntryLength, EntryLength);
            frames[i] = new FrameEntry(BinaryPrimitives.ReadInt32LittleEndian(entry), BinaryPrimitives.ReadUInt32LittleEndian(entry[4..]));
            if (frames[i].Length is <= FrameHeader.Length or > FrameHeader.Length + FrameHeader.MaxPayloadLength)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What the frames are together: a receipt without regions.</summary>
    public static PartitionReceipt Totals(FrameEntry[] frames)
    {
        FrameDigest digest = default;
        long payloadBytes = 0;
        foreach (FrameEntry frame in frames)
        {
            digest.Append(frame.Checksum);
            payloadBytes += frame.Length - FrameHeader.Length;
        }

        return new PartitionReceipt(0, frames.Length, payloadBytes, digest.Value);
    }
}
