using ShuffleOrleans.Protocol.Checksums;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Frames;

namespace ShuffleOrleans.DataPlane.FlowControl;

/// <summary>
/// Takes the frames of one channel out of its data messages, cut anywhere, into the channel's window, and checks each frame's checksum while its bytes are in
/// the processor's cache. The worker keeps headers
/// with the payload, since both go to the file as they are; the reader keeps payloads only.
/// </summary>
internal sealed class FrameReceiver : IDataSink
{
    private readonly byte[] _header = GC.AllocateUninitializedArray<byte>(FrameHeader.Length, pinned: true);
    private readonly ReceiveWindow _window;
    private readonly IFrameReceiverOwner _owner;
    private readonly DiscardSink _discard;
    private readonly bool _keepHeaders;
    private FrameHeader _frame;
    private Crc32C _checksum;
    private int _headerBytes;
    private int _payloadLeft;
    private bool _ended;

    public FrameReceiver(ReceiveWindow window, IFrameReceiverOwner owner, DiscardSink discard, bool keepHeaders)
    {
        _window = window;
        _owner = owner;
        _discard = discard;
        _keepHeaders = keepHeaders;
    }

    /// <summary>Whether the last body ended in the middle of a frame.</summary>
    private bool IsInsideFrame => _headerBytes > 0 || _payloadLeft > 0;

    /// <summary>The channel has ended: whatever still comes is dropped.</summary>
    public void End() => _ended = true;

    public Memory<byte> GetMemory()
    {
        if (_ended)
        {
            return _discard.GetMemory();
        }

        if (_payloadLeft == 0)
        {
            return _header.AsMemory(_headerBytes);
        }

        Memory<byte> free = _window.GetMemory();
        return free.Length > _payloadLeft ? free[.._payloadLeft] : free;
    }

    public void Advance(int bytes)
    {
        if (_ended)
        {
            return;
        }

        if (_payloadLeft == 0)
        {
            _headerBytes += bytes;
            if (_headerBytes == FrameHeader.Length)
            {
                StartFrame();
            }

            return;
        }

        _checksum.Append(_window.GetMemory().Span[..bytes]);
        _window.Advance(bytes);
        _payloadLeft -= bytes;
        if (_payloadLeft == 0)
        {
            EndFrame();
        }
    }

    public void EndBody()
    {
        if (!_ended && IsInsideFrame)
        {
            Violate(ShuffleErrorCode.MalformedMessage, "A data message ended in the middle of a frame.");
        }
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
        if (_keepHeaders)
        {
            KeepHeader();
        }
        else
        {
            _window.GiveBack(FrameHeader.Length);
        }
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

    private void KeepHeader()
    {
        ReadOnlySpan<byte> header = _header;
        while (!header.IsEmpty)
        {
            Span<byte> free = _window.GetMemory().Span;
            int piece = Math.Min(free.Length, header.Length);
            header[..piece].CopyTo(free);
            _window.Advance(piece);
            header = header[piece..];
        }
    }

    private void Violate(ShuffleErrorCode code, string reason)
    {
        _ended = true;
        _owner.OnViolation(code, reason);
    }
}
