using FsCheck;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.Protocol.Generators;

namespace ShuffleOrleans.Tests.Protocol.Messages;

/// <summary>What every message promises, whatever its fields. One subclass a message adds its layout and its refusals.</summary>
public abstract class MessageContract<TMessage>
    where TMessage : struct, IMessage<TMessage>
{
    private const int ExhaustiveMutationLimit = 400;

    /// <summary>The type byte as docs/protocol.md has it.</summary>
    protected abstract byte ExpectedType { get; }

    /// <summary>Valid messages.</summary>
    protected abstract Gen<TMessage> Messages { get; }

    [Fact]
    public void TypeByte_IsTheDocumentedOne() => Assert.Equal(ExpectedType, (byte)TMessage.Type);

    [Fact]
    public void EveryMessage_RoundTrips() => Claim.Holds(Messages, message =>
    {
        byte[] body = BodyOf(message);
        Assert.True(TMessage.TryRead(body, out TMessage read));
        Assert.True(AreEqual(message, read), $"{message} came back as {read}");
        Assert.Equal(body, BodyOf(read));
    });

    [Fact]
    public void Body_FitsItsOwnBoundAndTheProtocols() => Claim.Holds(Messages, message =>
    {
        Assert.InRange(BodyOf(message).Length, 0, message.MaxBodyLength);
        Assert.InRange(message.MaxBodyLength, 0, MessageHeader.MaxControlBodyLength);
    });

    [Fact]
    public void EveryTruncation_IsRefused() => Claim.Holds(
        Messages,
        message =>
        {
            byte[] body = BodyOf(message);
            for (int length = 0; length < body.Length; length++)
            {
                Assert.False(TMessage.TryRead(body.AsSpan(0, length), out _), $"accepted {length} of {body.Length} bytes");
            }
        },
        times: 20);

    [Fact]
    public void OneByteTooMany_IsRefused() =>
        Claim.Holds(Messages, message => Assert.False(TMessage.TryRead([.. BodyOf(message), 0], out _)));

    [Fact]
    public void RandomBytes_AreRefusedOrSane() => Claim.Holds(ProtocolGen.Bytes(300), AssertRefusedOrSane, times: 1000);

    [Fact]
    public void RandomBytesOfTheRightLength_AreRefusedOrSane() => Claim.Holds(
        Messages,
        message =>
        {
            byte[] body = BodyOf(message);
            new Random(body.Length).NextBytes(body);
            AssertRefusedOrSane(body);
        });

    [Fact]
    public void EverySingleByteMutation_IsRefusedOrSane() => Claim.Holds(
        Messages,
        message =>
        {
            byte[] body = BodyOf(message);
            for (int at = 0; at < Math.Min(body.Length, ExhaustiveMutationLimit); at++)
            {
                AssertSaneWithEveryValueAt(body, at);
            }
        },
        times: 5);

    [Fact]
    public void WholeMessage_IsSealedHeaderAndBody() => Claim.Holds(Messages, message =>
    {
        System.Buffers.ArrayBufferWriter<byte> buffer = new();
        int length = MessageCodec.Encode(buffer, 77, message);
        ReadOnlySpan<byte> whole = buffer.WrittenSpan;
        Assert.Equal(length, whole.Length);
        Assert.True(MessageHeader.TryRead(whole, out MessageHeader header));
        Assert.Equal(new MessageHeader(length - MessageHeader.Length, TMessage.Type, 77, header.Checksum), header);
        Assert.Equal(BodyOf(message), whole[MessageHeader.Length..].ToArray());
        Assert.Equal(header.Checksum, MessageHeader.ControlChecksum(whole, whole[MessageHeader.Length..]));
    });

    /// <summary>The body as this build writes it.</summary>
    protected static byte[] BodyOf(TMessage message)
    {
        byte[] destination = new byte[message.MaxBodyLength];
        WireWriter writer = new(destination);
        message.Write(ref writer);
        return destination[..writer.Written];
    }

    /// <summary>Claims that the body is read and refused.</summary>
    protected static void AssertRefused(TMessage message) => Assert.False(TMessage.TryRead(BodyOf(message), out _), $"accepted {message}");

    /// <summary>Claims that the message is written as these bytes, and read back from them.</summary>
    protected void AssertLayout(TMessage message, string hex)
    {
        byte[] expected = Convert.FromHexString(hex.Replace(" ", string.Empty, StringComparison.Ordinal));
        Assert.Equal(expected, BodyOf(message));
        Assert.True(TMessage.TryRead(expected, out TMessage read));
        Assert.True(AreEqual(message, read));
    }

    /// <summary>Whether two messages say the same; for messages that hold lists or memory.</summary>
    protected virtual bool AreEqual(TMessage one, TMessage other) => one.Equals(other);

    private static void AssertSaneWithEveryValueAt(byte[] body, int at)
    {
        byte original = body[at];
        for (int value = 0; value < 256; value++)
        {
            body[at] = (byte)value;
            AssertRefusedOrSane(body);
        }

        body[at] = original;
    }

    // Sane: what was understood can be said again, and is then understood the same. These are also the same bytes, but for malformed UTF-8, which is replaced,
    // and may then be too long and be cut.
    private static void AssertRefusedOrSane(byte[] body)
    {
        if (!TMessage.TryRead(body, out TMessage message))
        {
            return;
        }

        byte[] again = BodyOf(message);
        Assert.True(TMessage.TryRead(again, out TMessage second), $"accepted {Convert.ToHexString(body)}, refused its own {Convert.ToHexString(again)}");
        Assert.Equal(again, BodyOf(second));
        if (!$"{message}".Contains('\uFFFD', StringComparison.Ordinal))
        {
            Assert.Equal(body, again);
        }
    }
}
