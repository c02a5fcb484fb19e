namespace ShuffleOrleans.Protocol.Messages;

/// <summary>A control message: everything but Data. One type a message, so each has one page, one layout and one round-trip test.</summary>
/// <typeparam name="TSelf">The message type itself.</typeparam>
public interface IMessage<TSelf>
    where TSelf : struct, IMessage<TSelf>
{
    /// <summary>The type byte.</summary>
    static abstract MessageType Type { get; }

    /// <summary>An upper bound of the body's length in bytes, for the encoder's buffer.</summary>
    int MaxBodyLength { get; }

    /// <summary>Writes the body.</summary>
    void Write(ref WireWriter writer);

    /// <summary>Reads a whole body. Says false for a body that is too short, too long or contradicts itself; never throws, whatever the bytes.</summary>
    static abstract bool TryRead(ReadOnlySpan<byte> body, out TSelf message);
}
