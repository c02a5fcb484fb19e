namespace ShuffleOrleans.Protocol.Inspection.Workers;

/// <summary>A stretch of a partition's file.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Offset">Where it begins.</param>
/// <param name="Bytes">Its length.</param>
public sealed record LayoutSection(SectionKind Kind, long Offset, long Bytes);
