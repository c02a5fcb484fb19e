namespace ShuffleOrleans.Client.Writers;

/// <summary>The chunks of one subpartition in the region being filled, linked in order. A mutable part of the sort buffer's array.</summary>
internal struct Bucket
{
    /// <summary>The first chunk; null if there is none.</summary>
    public Chunk? Head;

    /// <summary>The last chunk, where the next record goes.</summary>
    public Chunk? Tail;
}
