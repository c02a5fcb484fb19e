namespace ShuffleOrleans.DataPlane.FlowControl;

/// <summary>
/// Where the body of a data message goes, byte for byte. Driven by the receive loop of the connection, on one thread at a time. It does not throw for what the
/// bytes are: it ends its channel.
/// </summary>
internal interface IDataSink
{
    /// <summary>Where the next bytes of the body go: places in native or pinned memory, filled one after the other.</summary>
    /// <param name="places">Gets them.</param>
    /// <param name="bytes">What is left of the body, 1 or more. The places take no more than that; if they take less, they are asked for again.</param>
    /// <returns>How many places, 1 or more.</returns>
    int GetPlaces(Span<Memory<byte>> places, int bytes);

    /// <summary>So many bytes were placed there, from the first place on.</summary>
    void Advance(int bytes);

    /// <summary>The body has ended.</summary>
    void EndBody();
}
