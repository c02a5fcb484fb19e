namespace ShuffleOrleans.DataPlane.Server;

/// <summary>Which channel of which connection.</summary>
/// <param name="Channel">Its number.</param>
/// <param name="Connection">The connection's name.</param>
/// <param name="Peer">The client's address.</param>
internal readonly record struct ChannelPlace(uint Channel, string Connection, string Peer);
