namespace ShuffleOrleans.Protocol.Inspection.Workers;

/// <summary>A connection of a client to a worker.</summary>
/// <param name="Connection">The worker's name for it, unique while the worker runs.</param>
/// <param name="Peer">The other end's address.</param>
/// <param name="Role">What the client said it is for.</param>
/// <param name="OpenedAt">When it was accepted.</param>
/// <param name="Channels">Open channels on it.</param>
/// <param name="ReceivedBytes">Bytes of frames that its channels, open and ended, received.</param>
/// <param name="SentBytes">Bytes of frames that they sent.</param>
/// <param name="SilentSeconds">How long nothing has come from the client, in steps of the keepalive's checks.</param>
public sealed record OpenConnection(
    string Connection,
    string Peer,
    ConnectionRole Role,
    DateTimeOffset OpenedAt,
    int Channels,
    long ReceivedBytes,
    long SentBytes,
    double SilentSeconds);
