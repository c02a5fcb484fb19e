using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Tests.DataPlane.Harness;

/// <summary>A sealed frame.</summary>
/// <param name="Header">Its header, with the checksum.</param>
/// <param name="Bytes">Header and payload.</param>
internal sealed record SampleFrame(FrameHeader Header, byte[] Bytes)
{
    public bool IsIn(SubpartitionRange range) => Header.IsBroadcast || range.Contains(Header.Subpartition);
}
