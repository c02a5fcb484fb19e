namespace ShuffleOrleans.Client.Writers;

/// <summary>The chunks of one subpartition in the region being filled, in order. A mutable part of the sort buffer's array.</summary>
internal struct Bucket
{
    /// <summary>The last chunk, where the next record goes; null if there is none.</summary>
    public Chunk? Tail;

    /// <summary>The full ones before it; made on first need, then reused.</summary>
    public List<Chunk>? Full;
}
