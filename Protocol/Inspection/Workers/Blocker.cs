namespace ShuffleOrleans.Protocol.Inspection.Workers;

/// <summary>What something waits for.</summary>
public enum Blocker
{
    /// <summary>It does not wait.</summary>
    None,

    /// <summary>The reader has not granted enough credit for the next frame.</summary>
    NoCredit,

    /// <summary>The worker has no memory left to grant.</summary>
    Memory,

    /// <summary>What arrived waits for the disk, or is being written to it.</summary>
    DiskQueue,

    /// <summary>What is to be sent is not in the page cache: its read waits for the disk.</summary>
    ColdRead,

    /// <summary>Everything is there; the commit is under way.</summary>
    Commit,

    /// <summary>The reader has granted credit, but its connection takes no more bytes.</summary>
    SlowReader,

    /// <summary>The writer may send and does not.</summary>
    SlowWriter,

    /// <summary>What the channel is for is being looked up and opened.</summary>
    Opening,

    /// <summary>The worker it is on is gone.</summary>
    WorkerGone,

    /// <summary>No worker takes it.</summary>
    NoWorker,

    /// <summary>Its producer has not committed.</summary>
    NotCommitted,
}
