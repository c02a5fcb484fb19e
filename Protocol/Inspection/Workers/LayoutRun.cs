namespace ShuffleOrleans.Protocol.Inspection.Workers;

/// <summary>The frames of one subpartition in one region.</summary>
/// <param name="Subpartition">Which; -1 for all.</param>
/// <param name="Offset">Where the first one begins.</param>
/// <param name="Bytes">Their length, headers included.</param>
/// <param name="Frames">How many.</param>
public sealed record LayoutRun(int Subpartition, long Offset, long Bytes, long Frames);
