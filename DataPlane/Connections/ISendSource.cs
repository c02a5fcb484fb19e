namespace ShuffleOrleans.DataPlane.Connections;

/// <summary>
/// A channel with something to send. The send loop gives each ready source a turn, one after the other, so that no channel keeps the connection to itself.
/// </summary>
internal interface ISendSource
{
    /// <summary>Sends one turn's worth, about a megabyte at the most. On the send loop only.</summary>
    /// <param name="batch">Where it is gathered with what others send.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether there is more to send right away; if not, the source schedules itself again when there is.</returns>
    ValueTask<bool> SendTurnAsync(SendBatch batch, CancellationToken cancellationToken);
}
