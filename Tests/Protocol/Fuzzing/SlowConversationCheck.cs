using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.Protocol.Checksums;

namespace ShuffleOrleans.Tests.Protocol.Fuzzing;

/// <summary>
/// Checks what was accepted a second, slow way: walks over the raw bytes with nothing but the layout tables of docs/protocol.md and the bitwise checksum, and
/// wants to see there
/// exactly what the decoders say they understood.
/// </summary>
internal sealed class SlowConversationCheck(byte[] conversation, IReadOnlyDictionary<uint, byte[]> identities)
{
    private static readonly byte[] OfNoProducer = [2, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF];

    // What the frames of a channel belong to: job, data set, kind, index, attempt. In a reduce read that of the tags, until there was a tag.
    private readonly Dictionary<uint, byte[]> _identities = new(identities);
    private int _at = 8;

    public void AssertContains(IEnumerable<Understood> understood)
    {
        Queue<Understood> expected = new(understood);
        if (expected.Count > 0)
        {
            Assert.Equal("SHUFORL1"u8, conversation.AsSpan(0, 8));
        }

        while (expected.Count > 0)
        {
            CheckMessage(expected);
        }
    }

    private void CheckMessage(Queue<Understood> expected)
    {
        long length = Number(_at, 4);
        byte type = conversation[_at + 4];
        uint channel = (uint)Number(_at + 8, 4);
        int end = checked((int)(_at + 16 + length));
        byte[] body = conversation[(_at + 16)..end];
        Assert.Equal(0, Number(_at + 5, 3));
        Assert.Equal(SlowCrc32C.Of([.. conversation[_at..(_at + 12)], .. type == 0x30 ? [] : body]), (uint)Number(_at + 12, 4));
        if (type == 0x30)
        {
            CheckFrames(expected, channel, _at + 16, end);
        }
        else
        {
            CheckControl(expected.Dequeue(), (MessageType)type, channel, body);
        }

        _at = end;
    }

    private void CheckControl(Understood understood, MessageType type, uint channel, byte[] body)
    {
        Assert.Equal((type, channel), (understood.Type, understood.Channel));
        bool textWasReplaced = understood.Hex.Contains("EFBFBD", StringComparison.Ordinal);
        Assert.True(textWasReplaced || understood.Hex == Convert.ToHexString(body), $"{Convert.ToHexString(body)} was understood as {understood.Hex}");
        if (type == MessageType.OpenWrite)
        {
            // Job, data set, kind as 4 bytes, partition index, attempt.
            _identities[channel] = [.. body[..33], 0, 0, 0, .. body[33..41]];
        }

        if (type == MessageType.OpenReduceRead)
        {
            _identities[channel] = [.. body[..32], .. OfNoProducer];
        }
    }

    private void CheckFrames(Queue<Understood> expected, uint channel, int at, int end)
    {
        // The message may stop being understood in its middle: its first frames are then all there is.
        while (at < end && expected.Count > 0)
        {
            Understood understood = expected.Dequeue();
            long payloadLength = Number(at, 4);
            Assert.InRange(payloadLength, 1, 16 * 1024 * 1024);
            int frameEnd = checked((int)(at + 24 + payloadLength));
            Assert.InRange(frameEnd, at, end);
            Assert.Equal(new Understood(MessageType.Data, channel, Convert.ToHexString(conversation[at..frameEnd])), understood);
            CheckFrame(channel, at, frameEnd);
            at = frameEnd;
        }
    }

    private void CheckFrame(uint channel, int at, int end)
    {
        byte[] identity = _identities[channel];
        bool isTag = conversation[at + 16] == 3;
        Assert.True(isTag || !identity.AsSpan(32).SequenceEqual(OfNoProducer), "a frame of a reduce read came before any tag");
        byte[] owner = isTag ? [.. identity[..32], .. OfNoProducer] : identity;
        Assert.Equal(SlowCrc32C.Of([.. owner, .. conversation[at..(at + 20)], .. conversation[(at + 24)..end]]), (uint)Number(at + 20, 4));
        if (isTag)
        {
            Assert.Equal(16, Number(at, 4));
            Assert.Equal(0, conversation[at + 17]);
            _identities[channel] = [.. identity[..32], 2, 0, 0, 0, .. conversation[(at + 24)..(at + 32)]];
        }
    }

    private long Number(int at, int bytes)
    {
        long number = 0;
        for (int i = bytes - 1; i >= 0; i--)
        {
            number = (number * 256) + conversation[at + i];
        }

        return number;
    }
}
