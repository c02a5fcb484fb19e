using ShuffleOrleans.DataPlane.Transport;

namespace ShuffleOrleans.DataPlane.Connections;

/// <summary>
/// A channel with something to send. The send loop gives each ready source a turn, one after the other, so that no channel keeps the connection to itself.
/// </summary>
internal interface ISendSource
{
    /// <summary>Sends one turn's worth, about a megabyte at the most. On the send loop only.</summary>
    /// <returns>Whether there is more to send right away; if not, the source schedules itself again when there is.</returns>
    ValueTask<bool> SendTurnAsync(IBulkConnection connection, CancellationToken cancellationToken);
}
