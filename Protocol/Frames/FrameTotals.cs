namespace ShuffleOrleans.Protocol.Frames;

/// <summary>Tells possible totals of frames from impossible ones, for numbers that come from the network. No input makes the arithmetic overflow.</summary>
internal static class FrameTotals
{
    /// <summary>Whether that many whole frames, headers included, can take that many bytes.</summary>
    public static bool ArePossible(long frameCount, long frameBytes) =>
        ArePossible(frameCount, frameBytes, FrameHeader.Length + 1, FrameHeader.Length + FrameHeader.MaxPayloadLength);

    /// <summary>Whether <paramref name="count"/> things of <paramref name="least"/> to <paramref name="most"/> bytes can take that many bytes.</summary>
    public static bool ArePossible(long count, long bytes, int least, int most) =>
        count is >= 0 and <= PartitionReceipt.MaxFrameCount && bytes >= count * least && bytes <= count * most;
}
