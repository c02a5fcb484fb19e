namespace ShuffleOrleans.DataPlane.Storage.Scrubbing;

/// <summary>What a check of a stored partition found.</summary>
public enum VerificationOutcome
{
    /// <summary>Every byte is as it was committed.</summary>
    Sound,

    /// <summary>Bytes are wrong: the file is in quarantine and the partition reported lost.</summary>
    Damaged,

    /// <summary>The file has vanished: the partition is reported lost.</summary>
    Gone,

    /// <summary>The disk refused to read, or too many files were open: nothing is known about the partition.</summary>
    Unreadable,

    /// <summary>The worker holds no such partition, or not committed, or nothing of it in a file.</summary>
    NotStored,

    /// <summary>It was released while it was being checked.</summary>
    Released,

    /// <summary>Too many checks wait already.</summary>
    Busy,

    /// <summary>The worker is stopping.</summary>
    Stopping,
}
