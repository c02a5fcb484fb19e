using ShuffleOrleans.Protocol.Checksums;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Frames;

namespace ShuffleOrleans.DataPlane.FlowControl;

/// <summary>
/// Takes the frames of one channel out of its data messages into the channel's window, headers and payloads as they come, and checks each frame's checksum
/// while its bytes are in the processor's cache. The bytes of a body are received where they stay, so frames are parsed where they lie: what is appended to the
/// window is what was parsed. On the connection's receive loop.
/// </summary>
internal sealed class FrameReceiver
{
    private readonly byte[] _header = GC.AllocateUninitializedArray<byte>(FrameHeader.Length);
    private readonly ReceiveWindow _window;
    private readonly IFrameReceiverOwner _owner;
    private readonly DiscardSink _discard;
    private FrameHeader _frame;
    private Crc32C _checksum;
    private int _headerBytes;
    private int _payloadLeft;
    private bool _ended;

    public FrameReceiver(ReceiveWindow window, IFrameReceiverOwner owner, DiscardSink discard)
    {
        _window = window;
        _owner = owner;
        _discard = discard;
    }

    /// <summary>Whether the last body ended in the middle of a frame.</summary>
    private bool IsInsideFrame => _headerBytes > 0 || _payloadLeft > 0;

    /// <summary>The channel has ended: whatever still comes is dropped.</summary>
    public void End() => _ended = true;

    /// <inheritdoc cref="IDataSink.GetPlaces"/>
    public int GetPlaces(Span<Memory<byte>> places, int bytes) => _ended ? _discard.GetPlaces(places, bytes) : _window.GetPlaces(places, bytes);

    /// <inheritdoc cref="IDataSink.Advance"/>
    public void Advance(int bytes)
    {
        while (bytes > 0 && !_ended)
        {
            ReadOnlySpan<byte> arrived = _window.NextPlace.Span;
            arrived = arrived[..Math.Min(arrived.Length, bytes)];
            bytes -= _payloadLeft == 0 ? TakeHeader(arrived) : TakePayload(arrived);
        }
    }

    /// <inheritdoc cref="IDataSink.EndBody"/>
    public void EndBody()
    {
        if (!_ended && IsInsideFrame)
        {
            Violate(ShuffleErrorCode.MalformedMessage, "A data message ended in the middle of a frame.");
        }
    }

    private int TakeHeader(ReadOnlySpan<byte> arrived)
    {
        arrived = arrived[..Math.Min(arrived.Length, FrameHeader.Length - _headerBytes)];
        arrived.CopyTo(_header.AsSpan(_headerBytes));
        _headerBytes += arrived.Length;
        _window.Advance(arrived.Length);
        if (_headerBytes == FrameHeader.Length)
        {
            StartFrame();
        }

        return arrived.Length;
    }

    private int TakePayload(ReadOnlySpan<byte> arrived)
    {
        arrived = arrived[..Math.Min(arrived.Length, _payloadLeft)];
        _checksum.Append(arrived);
        _window.Advance(arrived.Length);
        _payloadLeft -= arrived.Length;
        if (_payloadLeft == 0)
        {
            EndFrame();
        }

        return arrived.Length;
    }

    private void StartFrame()
    {
        _headerBytes = 0;
        if (!FrameHeader.TryRead(_header, out _frame))
        {
            Violate(ShuffleErrorCode.MalformedMessage, "A frame header is not well-formed.");
            return;
        }

        ShuffleErrorCode code = _owner.CheckHeader(_frame);
        if (code != ShuffleErrorCode.None)
        {
            Violate(code, $"A frame is refused: region {_frame.Region}, subpartition {_frame.Subpartition}, sequence {_frame.Sequence}, {_frame.PayloadLength} bytes.");
            return;
        }

        _checksum = _owner.SeedOf(_frame).Begin();
        _checksum.Append(_header.AsSpan(0, FrameHeader.ChecksummedLength));
        _payloadLeft = _frame.PayloadLength;
    }

    private void EndFrame()
    {
        if (_checksum.Value != _frame.Checksum)
        {
            Violate(ShuffleErrorCode.FrameCorrupt, $"The checksum of frame {_frame.Sequence} (region {_frame.Region}, subpartition {_frame.Subpartition}) is wrong: flipped on the way, or from another partition.");
            return;
        }

        _owner.OnFrame(_frame);
    }

    private void Violate(ShuffleErrorCode code, string reason)
    {
        _ended = true;
        _owner.OnViolation(code, reason);
    }
}
