using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Frames;

namespace ShuffleOrleans.DataPlane.FlowControl;

/// <summary>What a <see cref="FrameReceiver"/> tells its channel.</summary>
internal interface IFrameReceiverOwner
{
    /// <summary>A header arrived and is well-formed; the owner checks what only it knows: order, range, limits.</summary>
    /// <returns><see cref="ShuffleErrorCode.None"/> to go on.</returns>
    ShuffleErrorCode CheckHeader(in FrameHeader header);

    /// <summary>With which identity the checksum of a frame begins, whose header the owner has just accepted: the partition attempt's, as a rule.</summary>
    FrameSeed SeedOf(in FrameHeader header);

    /// <summary>The frame is whole and its checksum is right. Its bytes are in the window.</summary>
    void OnFrame(in FrameHeader header);

    /// <summary>The bytes break the protocol. The owner ends its channel; the rest of the body is dropped.</summary>
    void OnViolation(ShuffleErrorCode code, string reason);
}
