namespace ShuffleOrleans.Protocol.Inspection.Workers;

/// <summary>Which way the frames of a channel go, seen by the client. In JSON in lower case.</summary>
public enum ChannelDirection
{
    /// <summary>The client writes.</summary>
    Write,

    /// <summary>The client reads.</summary>
    Read,
}
