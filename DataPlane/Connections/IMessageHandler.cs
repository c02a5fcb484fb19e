using ShuffleOrleans.DataPlane.FlowControl;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.DataPlane.Connections;

/// <summary>What the receive loop of a connection hands on. All calls come one after the other, on the receive loop; none may block.</summary>
internal interface IMessageHandler
{
    /// <summary>A control message whose checksum is right. The body is valid during the call only.</summary>
    /// <exception cref="ShuffleException">The connection cannot go on; it ends with this error.</exception>
    void OnControl(in MessageHeader header, ReadOnlySpan<byte> body);

    /// <summary>A data message begins: where its body goes.</summary>
    /// <exception cref="ShuffleException">The connection cannot go on; it ends with this error.</exception>
    IDataSink OnData(in MessageHeader header);

    /// <summary>All that had arrived was handed on; the loop looks to the network for more and may wait there. The time to wake whoever takes it.</summary>
    void OnPause();
}
