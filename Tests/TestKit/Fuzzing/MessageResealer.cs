using System.Buffers.Binary;
using ShuffleOrleans.Protocol.Checksums;
using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.Tests.TestKit.Fuzzing;

/// <summary>
/// Makes the message checksums of a damaged conversation right again, as far as its framing can still be followed: a hostile peer computes checksums too, and
/// damage that
/// every checksum catches never reaches the decoders behind it. Frame checksums are left as they are.
/// </summary>
public static class MessageResealer
{
    /// <summary>Rewrites the checksums in place. The conversation starts with its preamble.</summary>
    public static void Reseal(Span<byte> conversation)
    {
        Span<byte> rest = conversation.Length > ConnectionPreamble.Length ? conversation[ConnectionPreamble.Length..] : [];
        while (rest.Length >= MessageHeader.Length)
        {
            int bodyLength = BinaryPrimitives.ReadInt32LittleEndian(rest);
            bool isData = rest[4] == (byte)MessageType.Data;
            if (bodyLength < 0 || bodyLength > rest.Length - MessageHeader.Length)
            {
                return;
            }

            Span<byte> body = rest.Slice(MessageHeader.Length, bodyLength);
            uint checksum = isData ? Crc32C.Of(rest[..MessageHeader.ChecksummedLength]) : MessageHeader.ControlChecksum(rest, body);
            BinaryPrimitives.WriteUInt32LittleEndian(rest[MessageHeader.ChecksummedLength..], checksum);
            rest = rest[(MessageHeader.Length + bodyLength)..];
        }
    }
}
