using ShuffleOrleans.DataPlane.FlowControl;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Frames;

namespace ShuffleOrleans.Tests.DataPlane.FlowControl;

/// <summary>An owner of a frame receiver that accepts every header.</summary>
internal sealed class RecordingFrames(FrameSeed seed) : IFrameReceiverOwner
{
    public List<FrameHeader> Seen { get; } = [];

    public List<ShuffleErrorCode> Violations { get; } = [];

    public ShuffleErrorCode CheckHeader(in FrameHeader header) => ShuffleErrorCode.None;

    public FrameSeed SeedOf(in FrameHeader header) => seed;

    public void OnFrame(in FrameHeader header) => Seen.Add(header);

    public void OnViolation(ShuffleErrorCode code, string reason) => Violations.Add(code);
}
