namespace ShuffleOrleans.DataPlane.Server;

/// <summary>
/// Counts what moves over one connection. Its receive loop counts one direction and its send loop the other, so each count has one writer and adding is no
/// more than an addition; any thread reads.
/// </summary>
internal sealed class ConnectionTraffic
{
    private long _receivedBytes;
    private long _receivedFrames;
    private long _sentBytes;
    private long _sentFrames;

    public TrafficTotals Totals => new(
        Volatile.Read(ref _receivedBytes), Volatile.Read(ref _receivedFrames), Volatile.Read(ref _sentBytes), Volatile.Read(ref _sentFrames));

    /// <summary>The body of a data message comes. Receive loop.</summary>
    public void OnReceived(int bytes) => Volatile.Write(ref _receivedBytes, _receivedBytes + bytes);

    /// <summary>A frame was received whole. Receive loop.</summary>
    public void OnFrame() => Volatile.Write(ref _receivedFrames, _receivedFrames + 1);

    /// <summary>A stretch was sent. Send loop.</summary>
    public void OnSent(long bytes, int frames)
    {
        Volatile.Write(ref _sentBytes, _sentBytes + bytes);
        Volatile.Write(ref _sentFrames, _sentFrames + frames);
    }
}
