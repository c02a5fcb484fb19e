using ShuffleOrleans.Benchmarks.Systems.KestrelHttp2;

namespace ShuffleOrleans.Tests.Benchmarks.Peers;

/// <summary>A consumer's stream of messages, cut anywhere.</summary>
public sealed class MessageCounterTests
{
    private const int Consumer = 7;

    [Fact]
    public void Payload_IsCounted_WhereverTheStreamIsCut()
    {
        byte[] stream = [.. Message(Consumer, 5), .. Message(Consumer, 0), .. Message(Consumer, 3)];
        for (int cut = 0; cut <= stream.Length; cut++)
        {
            MessageCounter messages = new(Consumer);
            messages.Take(stream.AsSpan(0, cut));
            messages.Take(stream.AsSpan(cut));
            Assert.Equal(8, messages.Finish());
        }
    }

    [Fact]
    public void StreamThatEndsInsideOfAMessage_IsThrown()
    {
        byte[] stream = Message(Consumer, 5);
        for (int end = 1; end < stream.Length; end++)
        {
            MessageCounter messages = new(Consumer);
            messages.Take(stream.AsSpan(0, end));
            Assert.Throws<EndOfStreamException>(() => messages.Finish());
        }
    }

    [Fact]
    public void MessageOfAnotherConsumer_IsThrown() =>
        Assert.Throws<InvalidDataException>(() => new MessageCounter(Consumer).Take(Message(Consumer + 1, 1)));

    private static byte[] Message(int consumer, int pieceBytes)
    {
        byte[] message = new byte[MessagePrefix.Size + pieceBytes];
        new MessagePrefix(consumer, pieceBytes).Write(message);
        return message;
    }
}
