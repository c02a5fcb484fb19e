using ShuffleOrleans.Protocol.Checksums;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.Tests.Client.Scripted;

/// <summary>
/// What one write channel has brought to a scripted worker. Checks what a worker checks of frames: checksum, sequence, regions, order of subpartitions.
/// </summary>
internal sealed class WrittenShare(OpenWriteMessage open)
{
    private readonly FrameSeed _seed = new(open.Attempt.Partition, open.Attempt.Attempt);
    private readonly TaskCompletionSource<bool> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private FrameDigest _digest;

    public OpenWriteMessage Open { get; } = open;

    /// <summary>The frames, header and payload.</summary>
    public List<byte[]> Frames { get; } = [];

    public IEnumerable<FrameHeader> Headers => Frames.Select(HeaderOf);

    public PartitionReceipt Receipt { get; private set; } = PartitionReceipt.Empty;

    /// <summary>Whether it was committed, when it has ended.</summary>
    public Task<bool> Ended => _ended.Task;

    public static FrameHeader HeaderOf(byte[] frame)
    {
        Assert.True(FrameHeader.TryRead(frame, out FrameHeader header));
        return header;
    }

    public void Take(ReadOnlySpan<byte> body)
    {
        while (!body.IsEmpty)
        {
            Assert.True(FrameHeader.TryRead(body, out FrameHeader header));
            byte[] frame = body[..header.FrameLength].ToArray();
            body = body[header.FrameLength..];
            Check(header, frame);
            Frames.Add(frame);
            _digest.Append(header.Checksum);
            Receipt = new PartitionReceipt(header.Region + 1, Frames.Count, Receipt.PayloadBytes + header.PayloadLength, _digest.Value);
        }
    }

    public void End(bool committed) => _ended.TrySetResult(committed);

    private void Check(FrameHeader header, byte[] frame)
    {
        FrameHeader? last = Frames.Count == 0 ? null : HeaderOf(Frames[^1]);
        Assert.Equal((uint)Frames.Count, header.Sequence);
        Assert.Equal(header.Checksum, _seed.Seal(header, frame));
        int lastRegion = last?.Region ?? -1;
        Assert.True(header.Region == lastRegion + 1 || (header.Region == lastRegion && header.Subpartition >= last?.Subpartition), $"{header} after {last}.");
    }
}
