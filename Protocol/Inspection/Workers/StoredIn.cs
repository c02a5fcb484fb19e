namespace ShuffleOrleans.Protocol.Inspection.Workers;

/// <summary>Where the bytes of a partition attempt are.</summary>
public enum StoredIn
{
    /// <summary>Committed, in a file.</summary>
    File,

    /// <summary>Committed, in memory.</summary>
    Memory,

    /// <summary>Being written.</summary>
    Writing,

    /// <summary>Damaged, set aside.</summary>
    Quarantine,
}
