namespace ShuffleOrleans.DataPlane.Storage.Format;

/// <summary>What is wrong with a stored file.</summary>
public enum FileDamage
{
    /// <summary>Nothing was found.</summary>
    None,

    /// <summary>It is shorter than any partition, or ends inside of a part.</summary>
    TooShort,

    /// <summary>Its first bytes are not a header of this version, or their checksum is wrong.</summary>
    Header,

    /// <summary>It does not end in a footer: cut, or never written to the end.</summary>
    NoFooter,

    /// <summary>It ends in a footer whose fields or checksum are wrong.</summary>
    Footer,

    /// <summary>Header and footer are of different files.</summary>
    EndsDiffer,

    /// <summary>It holds another partition attempt than its name says.</summary>
    OtherAttempt,

    /// <summary>The index contradicts its checksum, itself or the receipt.</summary>
    Index,

    /// <summary>A frame contradicts its checksum or the index.</summary>
    Frame,

    /// <summary>A file of a reduce partition that holds frames of the contribution is gone, cut or another one.</summary>
    FramesGone,

    /// <summary>The frames together contradict the receipt.</summary>
    Receipt,
}
