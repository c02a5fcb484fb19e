using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Client.Gates;

/// <summary>A verified frame on its way from the receive loop to the task. Holds one reference for each of its segments.</summary>
/// <param name="Channel">The channel it came on.</param>
/// <param name="ChannelIndex">Its producer's place in the gate.</param>
/// <param name="Receivers">Whose it is: one subpartition, or several if it was broadcast.</param>
/// <param name="Header">Its header.</param>
/// <param name="First">Its payload, or the beginning of it.</param>
/// <param name="Second">What follows, where the payload crosses the end of a buffer; else without a buffer.</param>
/// <param name="More">Third and further segments: only where the worker's frames are longer than this side's buffers.</param>
internal readonly record struct ReceivedFrame(
    GateChannel Channel, int ChannelIndex, SubpartitionRange Receivers, FrameHeader Header, BufferSegment First, BufferSegment Second, BufferSegment[]? More)
{
    /// <summary>The output it belongs to.</summary>
    public ResultPartitionId ResultPartition => Channel.ResultPartitionOf(ChannelIndex);

    /// <summary>In how many pieces the payload lies.</summary>
    public int SegmentCount => Second.Buffer is null ? 1 : 2 + (More?.Length ?? 0);

    /// <summary>A frame of a payload, whose references it takes over; the list stays the caller's.</summary>
    public static ReceivedFrame Of(GateChannel channel, int channelIndex, SubpartitionRange receivers, in FrameHeader header, List<BufferSegment> payload) => new(
        channel,
        channelIndex,
        receivers,
        header,
        payload[0],
        payload.Count > 1 ? payload[1] : default,
        payload.Count > 2 ? payload.GetRange(2, payload.Count - 2).ToArray() : null);

    /// <summary>One piece of the payload.</summary>
    public BufferSegment Segment(int index) => index switch
    {
        0 => First,
        1 => Second,
        _ => More![index - 2],
    };

    /// <summary>Gives the memory back.</summary>
    public void Release()
    {
        for (int i = 0; i < SegmentCount; i++)
        {
            Segment(i).Buffer.Release();
        }
    }
}
