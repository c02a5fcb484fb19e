namespace ShuffleOrleans.Protocol.Messages;

/// <summary>What a connection is for. A process holds one connection a worker for each, so that bulk writes never queue behind bulk reads.</summary>
public enum ConnectionDirection : byte
{
    /// <summary>Not a direction; never valid.</summary>
    None = 0,

    /// <summary>The client writes partitions.</summary>
    Write = 1,

    /// <summary>The client reads partitions.</summary>
    Read = 2,
}
