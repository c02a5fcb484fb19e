namespace ShuffleOrleans.Protocol.Inspection.Workers;

/// <summary>What a check of a stored partition attempt found.</summary>
public enum CheckOutcome
{
    /// <summary>Every byte is as it was committed.</summary>
    Intact,

    /// <summary>Bytes are wrong: the file is in quarantine and the partition reported lost.</summary>
    Damaged,

    /// <summary>The file has vanished: the partition is reported lost.</summary>
    Gone,

    /// <summary>It lies in memory, so there is no file to check.</summary>
    InMemory,

    /// <summary>The worker holds no such committed attempt.</summary>
    NotStored,

    /// <summary>The disk refused to read, or too many files were open: nothing is known.</summary>
    Unreadable,

    /// <summary>It was released meanwhile.</summary>
    Released,

    /// <summary>Too many checks wait already.</summary>
    Busy,

    /// <summary>The worker is stopping.</summary>
    Stopping,
}
