using ShuffleOrleans.Protocol.Checksums;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.Tests.Protocol.Golden;

/// <summary>The reduce partitions that the golden files hold: two of them, with frames of two producers.</summary>
internal static class GoldenReduceSample
{
    private static readonly JobId Job = GoldenSample.Attempt.Partition.Job;
    private static readonly DataSetId DataSet = GoldenSample.Attempt.Partition.DataSet;
    private static readonly ProducerTag Two = new(2, 3, 4);
    private static readonly ProducerTag Five = new(5, 0, 6);

    private static readonly byte[][] Frames =
    [
        Tag(Two, 0),
        Frame(Two, new FrameHeader(5, 0, 0, 0, FrameKind.Data, FrameFlags.None, 0), "hello"u8),
        Tag(Five, 0),
        Frame(Five, new FrameHeader(6, 0, 0, 0, FrameKind.Data, FrameFlags.None, 0), "world!"u8),
        Tag(Two, 0),
        Frame(Two, new FrameHeader(5, 0, 1, 2, FrameKind.Data, FrameFlags.None, 0), "again"u8),
        Tag(Five, 1),
        Frame(Five, new FrameHeader(3, 1, 0, 1, FrameKind.Event, FrameFlags.None, 0), "end"u8),
    ];

    public static OpenReduceReadMessage Open => new(Job, DataSet, new SubpartitionRange(0, 1), 0, 65584, [Two, Five]);

    public static ReduceReadOpenedMessage Opened => new(Frames.Length, Frames.Sum(frame => frame.Length));

    public static ReduceReadFailedMessage Failed => new(Five, new ErrorDetail(ShuffleErrorCode.PartitionNotFinished, "Not committed yet."));

    public static ReadEndMessage End
    {
        get
        {
            FrameDigest digest = default;
            foreach (byte[] frame in Frames)
            {
                digest.Append(BitConverter.ToUInt32(frame, FrameHeader.ChecksummedLength));
            }

            return new ReadEndMessage(Opened.FrameCount, Opened.Bytes, digest.Value);
        }
    }

    public static GoldenEntry Data(Range frames) => GoldenSample.Data('<', 1, [.. Frames[frames].SelectMany(frame => frame)]);

    private static byte[] Tag(ProducerTag tag, int subpartition)
    {
        byte[] frame = new byte[ProducerTag.FrameLength];
        tag.Write(ProducerTag.SeedOf(Job, DataSet), subpartition, frame);
        return frame;
    }

    private static byte[] Frame(ProducerTag producer, FrameHeader header, ReadOnlySpan<byte> payload)
    {
        byte[] frame = [.. new byte[FrameHeader.Length], .. payload];
        new FrameSeed(new DataPartitionId(Job, DataSet, DataPartitionKind.Reduce, producer.ProducerIndex), producer.Attempt).Seal(header, frame);
        return frame;
    }
}
