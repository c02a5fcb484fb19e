namespace ShuffleOrleans.DataPlane.FlowControl;

/// <summary>
/// Where the body of a data message goes, byte for byte. Driven by the receive loop of the connection, on one thread at a time. It does not throw for what the
/// bytes are: it ends its channel.
/// </summary>
internal interface IDataSink
{
    /// <summary>Where the next bytes go. Never empty; may be shorter than what is left of the body, and is then asked for again.</summary>
    Memory<byte> GetMemory();

    /// <summary>So many bytes were placed there.</summary>
    void Advance(int bytes);

    /// <summary>The body has ended.</summary>
    void EndBody();
}
