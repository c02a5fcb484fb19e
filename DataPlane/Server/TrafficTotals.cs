namespace ShuffleOrleans.DataPlane.Server;

/// <summary>What has moved so far: bytes of frames with their headers.</summary>
internal readonly record struct TrafficTotals(long ReceivedBytes, long ReceivedFrames, long SentBytes, long SentFrames)
{
    public static TrafficTotals operator +(TrafficTotals left, TrafficTotals right) => new(
        left.ReceivedBytes + right.ReceivedBytes,
        left.ReceivedFrames + right.ReceivedFrames,
        left.SentBytes + right.SentBytes,
        left.SentFrames + right.SentFrames);
}
