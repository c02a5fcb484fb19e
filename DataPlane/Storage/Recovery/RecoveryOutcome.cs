namespace ShuffleOrleans.DataPlane.Storage.Recovery;

/// <summary>What became of one file at a start.</summary>
public enum RecoveryOutcome
{
    /// <summary>A committed partition, offered again.</summary>
    Recovered,

    /// <summary>Was being written when its process ended; deleted.</summary>
    PartialRemoved,

    /// <summary>Was being written when its process ended, and the disk refused to delete it. The next start tries again.</summary>
    PartialNotRemoved,

    /// <summary>Too short to be a partition; set aside.</summary>
    TooShort,

    /// <summary>Its header is damaged; set aside.</summary>
    HeaderDamaged,

    /// <summary>It does not end in a footer, as a file that was cut; set aside.</summary>
    FooterMissing,

    /// <summary>Its footer is damaged; set aside.</summary>
    FooterDamaged,

    /// <summary>Its header and its footer are of different files; set aside.</summary>
    EndsDiffer,

    /// <summary>Its index is damaged; set aside. Only with <see cref="RecoveryOptions.VerifyIndexesAtStart"/>.</summary>
    IndexDamaged,

    /// <summary>It holds another partition attempt than its name says; set aside.</summary>
    WrongName,

    /// <summary>The same attempt lies in another directory, written later or found first; set aside.</summary>
    Duplicate,

    /// <summary>It was listed and gone when it was opened.</summary>
    Vanished,

    /// <summary>The disk failed to read it. Left where it is and not offered; its directory takes no new partitions.</summary>
    Unreadable,

    /// <summary>The worker, or the machine, had too many files open to look at it. Left where it is and not offered; the next start tries again.</summary>
    TooManyOpenFiles,

    /// <summary>The worker may not read it. Left where it is and not offered.</summary>
    AccessDenied,

    /// <summary>Set aside by an earlier process, and kept for the rest of its retention.</summary>
    InQuarantine,

    /// <summary>Not the worker's. Left alone.</summary>
    Foreign,
}
