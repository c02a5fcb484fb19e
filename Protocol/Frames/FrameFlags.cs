namespace ShuffleOrleans.Protocol.Frames;

/// <summary>Properties of a frame's payload.</summary>
[Flags]
public enum FrameFlags : byte
{
    /// <summary>None of the below.</summary>
    None = 0,

    /// <summary>The payload is a 4-byte little-endian uncompressed length followed by one LZ4 block.</summary>
    Lz4 = 1,

    /// <summary>The payload belongs to every subpartition; the header's subpartition is <see cref="FrameHeader.BroadcastSubpartition"/>.</summary>
    Broadcast = 2,
}
