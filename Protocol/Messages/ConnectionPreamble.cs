namespace ShuffleOrleans.Protocol.Messages;

/// <summary>
/// The first 8 bytes in each direction of a connection, before any message: ASCII "SHUFORL1". Anything else is not a shuffle peer and gets no further.
/// </summary>
public static class ConnectionPreamble
{
    /// <summary>Bytes of the preamble.</summary>
    public const int Length = 8;

    /// <summary>The bytes.</summary>
    public static ReadOnlySpan<byte> Bytes => "SHUFORL1"u8;
}
