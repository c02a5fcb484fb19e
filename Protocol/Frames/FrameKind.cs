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

    /// <summary>
    /// In a reduce partition only, put there by the worker: the frames that follow are of the producer that the payload names (<see cref="ProducerTag"/>).
    /// </summary>
    Producer = 3,
}
