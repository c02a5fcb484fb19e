namespace ShuffleOrleans.Protocol.Inspection.Service;

/// <summary>What jobs can be ordered by.</summary>
public enum JobSort
{
    /// <summary>Their name, then their id.</summary>
    Name,

    /// <summary>Payload of their committed attempts.</summary>
    Bytes,

    /// <summary>How many attempts they have.</summary>
    Partitions,

    /// <summary>When they were registered.</summary>
    RegisteredAt,
}
