using ShuffleOrleans.DataPlane.FlowControl;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.Client.Connections;

/// <summary>
/// A channel of a client's connection. All calls come from the connection's receive loop, one after the other; <see cref="OnConnectionLost"/> is the last one.
/// </summary>
internal interface IClientChannel
{
    /// <summary>A message for this channel.</summary>
    /// <exception cref="ShuffleException">The message is impossible; the connection ends.</exception>
    void OnControl(MessageType type, ReadOnlySpan<byte> body);

    /// <summary>A data message begins; where its body goes.</summary>
    /// <exception cref="ShuffleException">Data is impossible here; the connection ends.</exception>
    IDataSink BeginBody(int bodyLength);

    /// <summary>The connection is gone, and nothing more comes.</summary>
    void OnConnectionLost(ShuffleException reason);
}
