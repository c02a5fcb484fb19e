using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.Tests.DataPlane.Harness;

/// <summary>A message as it came off the wire, its checksum verified.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Channel">Its channel.</param>
/// <param name="Body">Its body.</param>
internal sealed record RawMessage(MessageType Type, uint Channel, byte[] Body)
{
    public TMessage As<TMessage>()
        where TMessage : struct, IMessage<TMessage>
    {
        string said = Type is MessageType.ChannelError or MessageType.Goodbye && ChannelErrorMessage.TryRead(
            Body, out ChannelErrorMessage error) ? $": {error.Error}" : "";
        Assert.True(Type == TMessage.Type, $"Expected {TMessage.Type}, got {Type} on channel {Channel}{said}.");
        Assert.True(TMessage.TryRead(Body, out TMessage message), $"{Type} has an impossible body.");
        return message;
    }
}
