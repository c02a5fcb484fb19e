using ShuffleOrleans.Protocol.Checksums;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.TestKit.Fuzzing;

namespace ShuffleOrleans.Tests.Protocol.Fuzzing;

/// <summary>
/// A small driver of the protocol's decoders for tests: takes a conversation in pieces and stops for good at the first thing it does not accept. It holds at
/// most one message
/// plus one piece. Channels get the seeds of their frames from the opens and tags it reads, or from its creator where it reads what a worker sends.
/// </summary>
internal sealed class IncrementalParser(IReadOnlyDictionary<uint, OpenedChannel> opened)
{
    private readonly Dictionary<uint, OpenedChannel> _channels = new(opened);
    private readonly List<byte> _pending = [];
    private bool _preambleSeen;

    public List<Understood> Understood { get; } = [];

    public bool Stopped { get; private set; }

    public void Feed(ReadOnlySpan<byte> piece)
    {
        if (Stopped)
        {
            return;
        }

        _pending.AddRange(piece);
        int used;
        do
        {
            used = Take([.. _pending]);
            _pending.RemoveRange(0, used);
        }
        while (used > 0 && !Stopped);
    }

    private int Take(ReadOnlySpan<byte> bytes) => _preambleSeen ? TakeMessage(bytes) : TakePreamble(bytes);

    private int TakePreamble(ReadOnlySpan<byte> bytes)
    {
        int length = Math.Min(bytes.Length, ConnectionPreamble.Length);
        if (!bytes[..length].SequenceEqual(ConnectionPreamble.Bytes[..length]))
        {
            return Stop();
        }

        _preambleSeen = length == ConnectionPreamble.Length;
        return _preambleSeen ? length : 0;
    }

    private int TakeMessage(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < MessageHeader.Length)
        {
            return 0;
        }

        if (!MessageHeader.TryRead(bytes, out MessageHeader header)
            || header.BodyLength > (header.IsData ? MessageHeader.MaxDataBodyLength : MessageHeader.MaxControlBodyLength))
        {
            return Stop();
        }

        if (bytes.Length - MessageHeader.Length < header.BodyLength)
        {
            return 0;
        }

        ReadOnlySpan<byte> body = bytes.Slice(MessageHeader.Length, header.BodyLength);
        bool accepted = header.IsData ? TakeData(header, bytes, body) : TakeControl(header, bytes, body);
        return accepted ? MessageHeader.Length + header.BodyLength : Stop();
    }

    private bool TakeControl(MessageHeader header, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> body)
    {
        if (MessageHeader.ControlChecksum(bytes, body) != header.Checksum || MessageWords.Again(header.Type, body) is not { } again)
        {
            return false;
        }

        Understood.Add(new Understood(header.Type, header.Channel, Convert.ToHexString(again)));
        LearnChannel(header, body);
        return true;
    }

    private void LearnChannel(MessageHeader header, ReadOnlySpan<byte> body)
    {
        if (header.Type == MessageType.OpenWrite && OpenWriteMessage.TryRead(body, out OpenWriteMessage write))
        {
            _channels[header.Channel] = OpenedChannel.Of(write.Attempt);
        }
        else if (header.Type == MessageType.OpenReduceRead && OpenReduceReadMessage.TryRead(body, out OpenReduceReadMessage read))
        {
            _channels[header.Channel] = OpenedChannel.OfReduceRead(read);
        }
    }

    private bool TakeData(MessageHeader header, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> body)
    {
        if (Crc32C.Of(bytes[..MessageHeader.ChecksummedLength]) != header.Checksum || !_channels.ContainsKey(header.Channel))
        {
            return false;
        }

        while (!body.IsEmpty)
        {
            if (body.Length < FrameHeader.Length || !FrameHeader.TryRead(body, out FrameHeader frame) || frame.FrameLength > body.Length)
            {
                return false;
            }

            ReadOnlySpan<byte> whole = body[..frame.FrameLength];
            if (!TakeFrame(header.Channel, frame, whole))
            {
                return false;
            }

            Understood.Add(new Understood(MessageType.Data, header.Channel, Convert.ToHexString(whole)));
            body = body[frame.FrameLength..];
        }

        return true;
    }

    private bool TakeFrame(uint channel, FrameHeader frame, ReadOnlySpan<byte> whole)
    {
        OpenedChannel opened = _channels[channel];
        if (opened.SeedOf(frame.Kind) is not FrameSeed seed || !IsIntact(seed, frame, whole))
        {
            return false;
        }

        if (frame.Kind != FrameKind.Producer)
        {
            return true;
        }

        bool understood = ProducerTag.TryRead(whole[FrameHeader.Length..], out ProducerTag tag);
        _channels[channel] = opened.Behind(tag);
        return understood;
    }

    private static bool IsIntact(FrameSeed seed, FrameHeader header, ReadOnlySpan<byte> frame)
    {
        Crc32C crc = seed.Begin();
        crc.Append(frame[..FrameHeader.ChecksummedLength]);
        crc.Append(frame[FrameHeader.Length..]);
        return crc.Value == header.Checksum;
    }

    private int Stop()
    {
        Stopped = true;
        return 0;
    }
}
