using ShuffleOrleans.Protocol.Checksums;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.Tests.Client.Scripted;

/// <summary>What a scripted worker answers to one request for reduce partitions. Right by itself; a test changes what it wants to be wrong.</summary>
internal sealed record ReduceReply
{
    public required IReadOnlyList<byte[]> Frames { get; init; }

    public ReduceReadOpenedMessage Opened { get; init; }

    public ReadEndMessage End { get; init; }

    /// <summary>Instead of all this: one contribution cannot be read.</summary>
    public ReduceReadFailedMessage? Failed { get; init; }

    /// <summary>Instead of all this: the channel cannot be opened.</summary>
    public ErrorDetail? Error { get; init; }

    /// <summary>The connection breaks before this frame of the whole request.</summary>
    public int CutBefore { get; init; } = int.MaxValue;

    public static ReduceReply Of(IReadOnlyList<byte[]> frames)
    {
        FrameDigest digest = default;
        foreach (byte[] frame in frames)
        {
            digest.Append(WrittenShare.HeaderOf(frame).Checksum);
        }

        long bytes = frames.Sum(frame => (long)frame.Length);
        return new ReduceReply
        {
            Frames = frames,
            Opened = new ReduceReadOpenedMessage(frames.Count, bytes),
            End = new ReadEndMessage(frames.Count, bytes, digest.Value),
        };
    }

    public static ReduceReply Refusal(ProducerTag producer, ShuffleErrorCode code) =>
        new() { Frames = [], Failed = new ReduceReadFailedMessage(producer, new ErrorDetail(code, "as the script says")) };
}
