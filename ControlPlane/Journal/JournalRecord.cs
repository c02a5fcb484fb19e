using System.Buffers.Binary;
using System.Text.Json;
using ShuffleOrleans.ControlPlane.Facts;
using ShuffleOrleans.Protocol.Checksums;

namespace ShuffleOrleans.ControlPlane.Journal;

/// <summary>
/// One record of a journal file: payload length 4, CRC-32C 4 (over the length and the payload), payload: a JSON array of facts, UTF-8. Little-endian, not
/// aligned. A record is written and made durable before the next is begun; so only the last one of a file can be torn.
/// </summary>
internal static class JournalRecord
{
    public const int HeaderLength = 4 + 4;

    public const int MaxPayloadLength = 256 << 20;

    private const byte FirstPayloadByte = (byte)'[';

    public static byte[] Encode(IReadOnlyList<ControlPlaneFact> facts)
    {
        byte[] payload = JsonSerializer.SerializeToUtf8Bytes(facts, FactsJsonContext.Default.IReadOnlyListControlPlaneFact);
        if (payload.Length > MaxPayloadLength)
        {
            throw new ShuffleException(
                ShuffleErrorCode.InternalError,
                $"A journal record of {payload.Length} bytes exceeds the {MaxPayloadLength} bytes a record may have.");
        }

        byte[] record = new byte[HeaderLength + payload.Length];
        BinaryPrimitives.WriteInt32LittleEndian(record, payload.Length);
        payload.CopyTo(record, HeaderLength);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(4), ChecksumOf(record));
        return record;
    }

    public static IReadOnlyList<ControlPlaneFact> Decode(ReadOnlySpan<byte> payload)
        => JsonSerializer.Deserialize(payload, FactsJsonContext.Default.IReadOnlyListControlPlaneFact) ?? throw new JsonException(
            "A record holds an array of facts, not null.");

    /// <summary>Whether a whole record begins here; its length with the header. Nothing read is trusted before the checksum has spoken.</summary>
    public static bool TryMeasure(ReadOnlySpan<byte> bytes, out int recordLength)
    {
        recordLength = 0;
        if (bytes.Length <= HeaderLength || bytes[HeaderLength] != FirstPayloadByte)
        {
            return false;
        }

        int payloadLength = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        if (payloadLength is <= 0 or > MaxPayloadLength || payloadLength > bytes.Length - HeaderLength)
        {
            return false;
        }

        recordLength = HeaderLength + payloadLength;
        return ChecksumOf(bytes[..recordLength]) == BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
    }

    private static uint ChecksumOf(ReadOnlySpan<byte> record)
    {
        Crc32C crc = default;
        crc.Append(record[..4]);
        crc.Append(record[HeaderLength..]);
        return crc.Value;
    }
}
