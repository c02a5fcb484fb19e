namespace ShuffleOrleans.Protocol.Frames;

/// <summary>What the payload of a frame is to the engine. The worker only checks that it is one of these.</summary>
public enum FrameKind : byte
{
    /// <summary>Not a kind; never valid.</summary>
    None = 0,

    /// <summary>A piece of the record stream of a subpartition.</summary>
    Data = 1,

    /// <summary>One event of the engine, whole in one frame.</summary>
    Event = 2,
}
