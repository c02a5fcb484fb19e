namespace ShuffleOrleans.Protocol.Inspection.Workers;

/// <summary>What memory of the ledger is for. In JSON with a lower-case first letter.</summary>
public enum HolderKind
{
    /// <summary>Anything else.</summary>
    Other,

    /// <summary>The buffers of a connection itself.</summary>
    Connection,

    /// <summary>Frames on their way to the disk.</summary>
    WriteChannel,

    /// <summary>Partitions kept in memory.</summary>
    Kept,

    /// <summary>Stretches for reduce partitions that wait to be written together.</summary>
    Append,
}
