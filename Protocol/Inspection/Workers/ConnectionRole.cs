namespace ShuffleOrleans.Protocol.Inspection.Workers;

/// <summary>What a connection is for. In JSON in lower case.</summary>
public enum ConnectionRole
{
    /// <summary>The hello has not come yet.</summary>
    Unknown,

    /// <summary>The client writes.</summary>
    Writer,

    /// <summary>The client reads.</summary>
    Reader,
}
