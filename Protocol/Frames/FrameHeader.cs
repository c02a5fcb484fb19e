using System.Buffers.Binary;

namespace ShuffleOrleans.Protocol.Frames;

/// <summary>
/// The header in front of every payload, the same bytes on the wire, in memory and on disk. 24 bytes, little-endian:
/// <code>
///  0  4  payload length in bytes, at least 1
///  4  4  subpartition, or 0xFFFFFFFF for a broadcast frame
///  8  4  region, from 0
/// 12  4  sequence number within the partition attempt, from 0, without gaps
/// 16  1  kind (FrameKind)
/// 17  1  flags (FrameFlags)
/// 18  2  reserved, zero
/// 20  4  CRC-32C of the partition's identity (FrameSeed), bytes 0-19 of this header, and the payload
/// 4 + 4 + 4 + 4 + 1 + 1 + 2 + 4 = 24
/// </code>
/// </summary>
/// <param name="PayloadLength">Bytes of payload after the header.</param>
/// <param name="Subpartition">Index of the subpartition, or <see cref="BroadcastSubpartition"/>.</param>
/// <param name="Region">Number of the region, from 0.</param>
/// <param name="Sequence">Number of the frame within the partition attempt, from 0.</param>
/// <param name="Kind">Data or event; a worker's own: producer.</param>
/// <param name="Flags">Properties of the payload.</param>
/// <param name="Checksum">See byte 20 of the layout.</param>
public readonly record struct FrameHeader(int PayloadLength, int Subpartition, int Region, uint Sequence, FrameKind Kind, FrameFlags Flags, uint Checksum)
{
    /// <summary>Bytes of a header.</summary>
    public const int Length = 24;

    /// <summary>Bytes of a header that its checksum covers; the checksum itself follows.</summary>
    public const int ChecksummedLength = 20;

    /// <summary>The largest payload any two sides can agree on: 16 MiB. The hello announces a worker's own, smaller limit.</summary>
    public const int MaxPayloadLength = 16 * 1024 * 1024;

    /// <summary>The subpartition of a broadcast frame.</summary>
    public const int BroadcastSubpartition = -1;

    private const FrameFlags AllFlags = FrameFlags.Lz4 | FrameFlags.Broadcast;

    /// <summary>Bytes of header and payload: what the frame costs in credit and takes in the file.</summary>
    public int FrameLength => Length + PayloadLength;

    /// <summary>Whether the payload belongs to every subpartition.</summary>
    public bool IsBroadcast => (Flags & FrameFlags.Broadcast) != 0;

    /// <summary>Writes the header at the start of <paramref name="destination"/>, which holds at least <see cref="Length"/> bytes.</summary>
    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteInt32LittleEndian(destination, PayloadLength);
        BinaryPrimitives.WriteInt32LittleEndian(destination[4..], Subpartition);
        BinaryPrimitives.WriteInt32LittleEndian(destination[8..], Region);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[12..], Sequence);
        destination[16] = (byte)Kind;
        destination[17] = (byte)Flags;
        destination[18] = 0;
        destination[19] = 0;
        BinaryPrimitives.WriteUInt32LittleEndian(destination[20..], Checksum);
    }

    /// <summary>
    /// Reads the header at the start of <paramref name="source"/>, which holds at least <see cref="Length"/> bytes. Says false for a header no writer of this
    /// protocol makes: a length of zero or above <see cref="MaxPayloadLength"/>, an unknown kind or flag, reserved bytes not zero, a negative region, a
    /// subpartition and a broadcast flag that contradict each other, a producer tag with a flag or of another length than a tag's. The checksum is not looked
    /// at: it needs the payload.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> source, out FrameHeader header)
    {
        header = new FrameHeader(
            BinaryPrimitives.ReadInt32LittleEndian(source),
            BinaryPrimitives.ReadInt32LittleEndian(source[4..]),
            BinaryPrimitives.ReadInt32LittleEndian(source[8..]),
            BinaryPrimitives.ReadUInt32LittleEndian(source[12..]),
            (FrameKind)source[16],
            (FrameFlags)source[17],
            BinaryPrimitives.ReadUInt32LittleEndian(source[20..]));
        return header.PayloadLength is > 0 and <= MaxPayloadLength
            && header.Kind is (FrameKind.Data or FrameKind.Event or FrameKind.Producer)
            && (header.Flags & ~AllFlags) == 0
            && source[18] == 0 && source[19] == 0
            && header.Region >= 0
            && (header.Kind != FrameKind.Producer || (header.PayloadLength == ProducerTag.PayloadLength && header.Flags == FrameFlags.None))
            && (header.IsBroadcast ? header.Subpartition == BroadcastSubpartition : header.Subpartition >= 0);
    }
}
