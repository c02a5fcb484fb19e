using ShuffleOrleans.Protocol.Checksums;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.Tests.DataPlane.Harness;

/// <summary>
/// A partition attempt with its frames, and what a reader of any range of it must get, computed the slow way. The payload follows from the sequence number.
/// </summary>
internal sealed class SamplePartition(int subpartitionCount = 8, int attempt = 0, long epoch = 1)
{
    private readonly List<SampleFrame> _frames = [];

    public PartitionAttemptId Attempt { get; init; } = NewAttempt(attempt, epoch);

    public int SubpartitionCount { get; } = subpartitionCount;

    public IReadOnlyList<SampleFrame> Frames => _frames;

    public SubpartitionRange All => new(0, SubpartitionCount - 1);

    public byte[] Bytes => [.. _frames.SelectMany(frame => frame.Bytes)];

    /// <summary>How its job wants it kept.</summary>
    public Durability Durability { get; private set; }

    public OpenWriteMessage Open => new(Attempt, SubpartitionCount, new StorageChoice(Durability, null));

    public PartitionReceipt Receipt => new(
        _frames.Count == 0 ? 0 : _frames[^1].Header.Region + 1, _frames.Count, _frames.Sum(frame => (long)frame.Header.PayloadLength), DigestOf(_frames));

    public static PartitionAttemptId NewAttempt(int attempt = 0, long epoch = 1) =>
        new(new DataPartitionId(new JobId(Guid.NewGuid()), new DataSetId(Guid.NewGuid()), DataPartitionKind.Map, 3), attempt, epoch);

    /// <summary>Several regions with runs of several frames, a broadcast region, an event: a bit of everything, small.</summary>
    public static SamplePartition Mixed() => new SamplePartition()
        .Region((0, 10), (0, 2000), (2, 1), (7, 300))
        .Broadcast(50, 60)
        .Region((1, 500), (2, 500), (3, 500), (3, 17000), (3, 1))
        .Region((6, 20));

    /// <summary>Frames of the greatest length that fits a buffer of 64 KiB.</summary>
    public static SamplePartition OfLongFrames(int count) => new SamplePartition()
        .Region([.. Enumerable.Repeat((1, (64 * 1024) - FrameHeader.Length), count)]);

    /// <summary>Wants it kept in this way.</summary>
    public SamplePartition With(Durability durability)
    {
        Durability = durability;
        return this;
    }

    /// <summary>Adds a region of frames, each a subpartition and a payload length.</summary>
    public SamplePartition Region(params (int Subpartition, int PayloadLength)[] frames)
    {
        int region = NextRegion;
        foreach ((int subpartition, int payloadLength) in frames)
        {
            Add(subpartition, region, payloadLength, FrameFlags.None);
        }

        return this;
    }

    /// <summary>Adds a broadcast region.</summary>
    public SamplePartition Broadcast(params int[] payloadLengths)
    {
        int region = NextRegion;
        foreach (int payloadLength in payloadLengths)
        {
            Add(FrameHeader.BroadcastSubpartition, region, payloadLength, FrameFlags.Broadcast);
        }

        return this;
    }

    /// <summary>
    /// A frame with this header, sealed as one of this attempt, whether or not it may come next. The payload follows from the sequence number.
    /// </summary>
    public SampleFrame Seal(FrameHeader header)
    {
        byte[] frame = new byte[header.FrameLength];
        new Random((int)header.Sequence).NextBytes(frame.AsSpan(FrameHeader.Length));
        uint checksum = new FrameSeed(Attempt.Partition, Attempt.Attempt).Seal(header, frame);
        return new SampleFrame(header with { Checksum = checksum }, frame);
    }

    public IReadOnlyList<SampleFrame> FramesIn(SubpartitionRange range) => [.. _frames.Where(frame => frame.IsIn(range))];

    /// <summary>What a reader of the range receives that has that many frames already.</summary>
    public byte[] BytesIn(SubpartitionRange range, int resumeFrame = 0) => [.. FramesIn(range).Skip(resumeFrame).SelectMany(frame => frame.Bytes)];

    public ReadOpenedMessage OpenedFor(SubpartitionRange range) => new(Receipt, FramesIn(range).Count, BytesIn(range).Length);

    public ReadEndMessage EndOf(SubpartitionRange range) => new(FramesIn(range).Count, BytesIn(range).Length, DigestOf(FramesIn(range)));

    private static ulong DigestOf(IEnumerable<SampleFrame> frames)
    {
        FrameDigest digest = default;
        foreach (SampleFrame frame in frames)
        {
            digest.Append(frame.Header.Checksum);
        }

        return digest.Value;
    }

    private int NextRegion => _frames.Count == 0 ? 0 : _frames[^1].Header.Region + 1;

    private void Add(int subpartition, int region, int payloadLength, FrameFlags flags)
    {
        FrameKind kind = _frames.Count % 5 == 4 ? FrameKind.Event : FrameKind.Data;
        _frames.Add(Seal(new FrameHeader(payloadLength, subpartition, region, (uint)_frames.Count, kind, flags, 0)));
    }
}
