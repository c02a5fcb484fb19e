namespace ShuffleOrleans.Protocol.Ids;

/// <summary>The wire form of an id: 16 bytes, in the order of its text form (the first two digits are the first byte).</summary>
public static class IdBytes
{
    /// <summary>Bytes of one id.</summary>
    public const int Length = 16;

    /// <summary>Writes the id at the start of <paramref name="destination"/>, which holds at least <see cref="Length"/> bytes.</summary>
    public static void Write<TId>(TId id, Span<byte> destination)
        where TId : struct, IShuffleId<TId>
    {
        if (!id.Value.TryWriteBytes(destination, bigEndian: true, out _))
        {
            throw new ArgumentException($"An id takes {Length} bytes, {destination.Length} were offered.", nameof(destination));
        }
    }

    /// <summary>Reads the id at the start of <paramref name="source"/>, which holds at least <see cref="Length"/> bytes.</summary>
    public static TId Read<TId>(ReadOnlySpan<byte> source)
        where TId : struct, IShuffleId<TId>
        => TId.FromGuid(new Guid(source[..Length], bigEndian: true));
}
