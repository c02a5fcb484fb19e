using ShuffleOrleans.DataPlane.FlowControl;
using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.DataPlane.Server;

/// <summary>A channel of a worker's connection, as the connection sees it.</summary>
internal interface IWorkerChannel
{
    /// <summary>What it is doing, for errors and logs.</summary>
    string Description { get; }

    /// <summary>Grows with every byte that moves and every credit that comes: how the connection sees that it is alive. Any thread.</summary>
    long Progress { get; }

    /// <summary>How it stands. Holds nothing up; any thread.</summary>
    /// <param name="place">Where it is.</param>
    InspectedChannel Inspect(in ChannelPlace place);

    /// <summary>It has made no progress for longer than the worker allows: ends with a typed error. Any thread.</summary>
    void OnIdle();

    /// <summary>A data message begins; where its body goes. On the receive loop.</summary>
    IDataSink BeginBody(int bodyLength);

    /// <summary>
    /// The connection has ended, or the client closed the channel: give everything back. On the receive loop or after it; a second call does nothing.
    /// </summary>
    void Close(string reason);

    /// <summary>The client has given up and says why. The channel has ended for it. On the receive loop.</summary>
    void OnClientError(in ErrorDetail error);
}
