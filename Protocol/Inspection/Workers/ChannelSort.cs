namespace ShuffleOrleans.Protocol.Inspection.Workers;

/// <summary>By what channels are sorted. In JSON with a lower-case first letter.</summary>
public enum ChannelSort
{
    /// <summary>When they were opened.</summary>
    OpenedAt,

    /// <summary>How many bytes have moved.</summary>
    Bytes,

    /// <summary>How long they have waited.</summary>
    WaitingSeconds,
}
