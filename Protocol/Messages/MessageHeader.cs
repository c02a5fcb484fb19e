using System.Buffers.Binary;
using ShuffleOrleans.Protocol.Checksums;

namespace ShuffleOrleans.Protocol.Messages;

/// <summary>
/// The header in front of every message. 16 bytes, little-endian:
/// <code>
///  0  4  body length in bytes
///  4  1  type (MessageType)
///  5  1  flags, zero
///  6  2  reserved, zero
///  8  4  channel, or 0 for the connection itself
/// 12  4  CRC-32C of bytes 0-11; for every type but Data, of the body as well (the frames in a data body carry their own)
/// 4 + 1 + 1 + 2 + 4 + 4 = 16
/// </code>
/// </summary>
/// <param name="BodyLength">Bytes of body after the header.</param>
/// <param name="Type">The type.</param>
/// <param name="Channel">Chosen by the client when it opens, grows by at least one with each open on a connection; 0 speaks of the connection.</param>
/// <param name="Checksum">See byte 12 of the layout.</param>
public readonly record struct MessageHeader(int BodyLength, MessageType Type, uint Channel, uint Checksum)
{
    /// <summary>Bytes of a header.</summary>
    public const int Length = 16;

    /// <summary>Bytes of a header that its checksum covers; the checksum itself follows.</summary>
    public const int ChecksummedLength = 12;

    /// <summary>The longest body of any message but Data: 48 KiB, so that header and body fit a small receive buffer.</summary>
    public const int MaxControlBodyLength = 48 * 1024;

    /// <summary>The longest body of a Data message: 64 MiB. Credit bounds it further.</summary>
    public const int MaxDataBodyLength = 64 * 1024 * 1024;

    /// <summary>Whether the checksum covers the header alone.</summary>
    public bool IsData => Type == MessageType.Data;

    /// <summary>Writes the header of a data message, checksum included. The body follows separately, from wherever its bytes are.</summary>
    public static void WriteData(Span<byte> destination, uint channel, int bodyLength)
    {
        WriteUnsealed(destination, MessageType.Data, channel, bodyLength);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[ChecksummedLength..], Crc32C.Of(destination[..ChecksummedLength]));
    }

    /// <summary>Writes the header of a control message whose body already stands behind it in <paramref name="message"/>, which ends with the body.</summary>
    public static void Seal(Span<byte> message, MessageType type, uint channel)
    {
        WriteUnsealed(message, type, channel, message.Length - Length);
        BinaryPrimitives.WriteUInt32LittleEndian(message[ChecksummedLength..], ControlChecksum(message, message[Length..]));
    }

    /// <summary>
    /// Reads the header at the start of <paramref name="source"/>, which holds at least <see cref="Length"/> bytes. Says false if flags or reserved bytes are
    /// not zero or the
    /// length is negative: framing is lost and the connection must end. Type, limits and checksum are for the caller, who knows the body.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> source, out MessageHeader header)
    {
        header = new MessageHeader(
            BinaryPrimitives.ReadInt32LittleEndian(source),
            (MessageType)source[4],
            BinaryPrimitives.ReadUInt32LittleEndian(source[8..]),
            BinaryPrimitives.ReadUInt32LittleEndian(source[ChecksummedLength..]));
        return header.BodyLength >= 0 && source[5] == 0 && source[6] == 0 && source[7] == 0;
    }

    /// <summary>The checksum of a control message: the header's first bytes, then the body.</summary>
    public static uint ControlChecksum(ReadOnlySpan<byte> header, ReadOnlySpan<byte> body)
    {
        Crc32C crc = default;
        crc.Append(header[..ChecksummedLength]);
        crc.Append(body);
        return crc.Value;
    }

    private static void WriteUnsealed(Span<byte> destination, MessageType type, uint channel, int bodyLength)
    {
        BinaryPrimitives.WriteInt32LittleEndian(destination, bodyLength);
        destination[4] = (byte)type;
        destination[5] = 0;
        destination[6] = 0;
        destination[7] = 0;
        BinaryPrimitives.WriteUInt32LittleEndian(destination[8..], channel);
    }
}
