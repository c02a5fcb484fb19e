namespace ShuffleOrleans.Protocol.Inspection.Workers;

/// <summary>A part of a partition's file.</summary>
public enum SectionKind
{
    /// <summary>Whose file it is.</summary>
    Header,

    /// <summary>The frames, as they were sent.</summary>
    Frames,

    /// <summary>What lies where among them.</summary>
    Index,

    /// <summary>The receipt.</summary>
    Footer,
}
