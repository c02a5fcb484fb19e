using ShuffleOrleans.Protocol.Checksums;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.Tests.Protocol.Golden;

/// <summary>The values that the golden files hold, and how this build puts them into bytes.</summary>
internal static class GoldenSample
{
    public static readonly WorkerId Worker = WorkerId.Parse("202122232425262728292a2b2c2d2e2f", null);
    public static readonly WorkerIncarnationId Incarnation = WorkerIncarnationId.Parse("303132333435363738393a3b3c3d3e3f", null);
    public static readonly PartitionAttemptId Attempt = new(
        new DataPartitionId(
            JobId.Parse("000102030405060708090a0b0c0d0e0f", null),
            DataSetId.Parse("101112131415161718191a1b1c1d1e1f", null),
            DataPartitionKind.Map,
            2),
        3,
        4);

    private static readonly (FrameHeader Header, byte[] Payload)[] FrameParts =
    [
        (new FrameHeader(5, 0, 0, 0, FrameKind.Data, FrameFlags.None, 0), [.. "hello"u8]),
        (new FrameHeader(6, 3, 0, 1, FrameKind.Data, FrameFlags.None, 0), [.. "world!"u8]),
        (new FrameHeader(3, FrameHeader.BroadcastSubpartition, 1, 2, FrameKind.Event, FrameFlags.Broadcast, 0), [.. "end"u8]),
    ];

    public static PartitionReceipt Receipt => new(2, 3, 14, DigestOf(0, 1, 2));

    public static HelloReplyMessage Reply => new(1, ProtocolFeatures.None, Worker, Incarnation, 32792, 65584, 1024, 30000);

    public static OpenReadEntry ReadEntry => new(1, Attempt, new SubpartitionRange(0, 1), 0, 65584);

    // Frames 0 and 2: 24 + 5 and 24 + 3 bytes.
    public static ReadEndMessage RangeEnd => new(2, 56, DigestOf(0, 2));

    public static HelloMessage Hello(ConnectionDirection direction) =>
        new(1, 1, ProtocolFeatures.None, direction, WorkerId.None, WorkerIncarnationId.None, AuthenticationScheme.None, default, "golden");

    public static GoldenEntry Preamble(char direction) => new(direction, "Preamble", Convert.ToHexString(ConnectionPreamble.Bytes));

    public static GoldenEntry Goodbye() => Control('>', 0, new GoodbyeMessage(new ErrorDetail(ShuffleErrorCode.None, string.Empty)));

    public static GoldenEntry Control<TMessage>(char direction, uint channel, TMessage message)
        where TMessage : struct, IMessage<TMessage>
    {
        byte[] bytes = new byte[MessageHeader.Length + message.MaxBodyLength];
        int length = MessageCodec.Encode(bytes, channel, message);
        return new GoldenEntry(direction, TMessage.Type.ToString(), Convert.ToHexString(bytes, 0, length));
    }

    public static GoldenEntry Data(char direction, uint channel, params int[] frames) => Data(direction, channel, [.. frames.SelectMany(Frame)]);

    public static GoldenEntry Data(char direction, uint channel, byte[] body)
    {
        byte[] header = new byte[MessageHeader.Length];
        MessageHeader.WriteData(header, channel, body.Length);
        return new GoldenEntry(direction, nameof(MessageType.Data), Convert.ToHexString([.. header, .. body]));
    }

    private static byte[] Frame(int number)
    {
        (FrameHeader header, byte[] payload) = FrameParts[number];
        byte[] frame = [.. new byte[FrameHeader.Length], .. payload];
        new FrameSeed(Attempt.Partition, Attempt.Attempt).Seal(header, frame);
        return frame;
    }

    private static ulong DigestOf(params int[] frames)
    {
        FrameDigest digest = default;
        foreach (int frame in frames)
        {
            digest.Append(BitConverter.ToUInt32(Frame(frame), FrameHeader.ChecksummedLength));
        }

        return digest.Value;
    }
}
