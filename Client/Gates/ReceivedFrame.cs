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
/// <param name="Rest">The rest, where the payload crosses the end of a buffer; else null.</param>
internal readonly record struct ReceivedFrame(
    GateChannel Channel, int ChannelIndex, SubpartitionRange Receivers, FrameHeader Header, BufferSegment First, BufferSegment[]? Rest)
{
    /// <summary>The output it belongs to.</summary>
    public ResultPartitionId ResultPartition => Channel.ResultPartitionOf(ChannelIndex);

    /// <summary>Gives the memory back.</summary>
    public void Release()
    {
        First.Buffer.Release();
        foreach (BufferSegment segment in Rest ?? [])
        {
            segment.Buffer.Release();
        }
    }
}
